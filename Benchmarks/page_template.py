"""The page that all generated sites of the benchmark are printed with."""

_BEFORE = """\
<!DOCTYPE html>
<html lang="{{site.language}}">
<head>
<meta charset="utf-8">
<title>{{page.title}} - {{site.title}}</title>
<meta name="description" content="{{page.description}}">
<link rel="canonical" href="{{page.url}}">
</head>
<body>
<nav aria-label="Main"><ul>{{#navigation}}<li><a href="{{href}}">{{title}}</a></li>{{/navigation}}</ul></nav>
<main><h1>{{page.title}}</h1>
"""

_AFTER = """\
{{{page.content}}}
</main>
</body>
</html>
"""


def page_template(contents: str = "") -> str:
    """Returns the Mustache template; `contents` stands between the title and the text."""
    return _BEFORE + contents + _AFTER
