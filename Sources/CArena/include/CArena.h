#ifndef RIGBOOK_ARENA_H
#define RIGBOOK_ARENA_H

#include <stddef.h>

/// Memory that is given back all at once, for each thread apart: what cmark makes of one text.
///
/// Between the first `arena_begin` of a thread and its last `arena_end` nothing is given back. Where
/// memory has run out the process ends, as with cmark's own allocator.

/// Begins to use the arena of this thread; may be nested.
void arena_begin(void);

/// Ends what `arena_begin` began. After the outermost, all that was taken is gone.
void arena_end(void);

/// As `calloc`.
void *arena_calloc(size_t count, size_t size);

/// As `realloc`; the old place stays taken.
void *arena_realloc(void *place, size_t size);

/// Does nothing: what was taken goes with the arena.
void arena_free(void *place);

#endif
