"use strict";
rigbookSearch([
["Home of the twins","./","page"],
["Everything in one table","./#everything","Home of the twins"],
["All pages","search/","page"],
["Alpha, \"first\" | edition","sources/alpha/","source"],
["Beta_2 \u003cdraft\u003e *two*","sources/beta-2/","source"],
["Nobody may see this","sources/hidden/","source"]
]);
