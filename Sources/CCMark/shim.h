// The short constant names of old cmark releases stay out of Swift.
#define CMARK_NO_SHORT_NAMES
#include <cmark.h>
#include <string.h>
