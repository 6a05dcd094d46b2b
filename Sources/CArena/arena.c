#include "CArena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// A piece of memory that places are cut from, one after the other.
typedef struct Block {
  struct Block *before;
  size_t size;
} Block;

/// Stands before each place, and keeps places aligned for any type.
typedef struct {
  _Alignas(16) size_t size;
} Head;

/// What nearly every page needs at most; it is kept for the next page.
static const size_t first_size = 256 << 10;

static _Thread_local struct {
  Block *last;
  size_t used;
  unsigned depth;
} arena;

static unsigned char *start_of(Block *block) { return (unsigned char *)block + sizeof(Head); }

static void add_block(size_t least) {
  size_t size = arena.last ? 2 * arena.last->size : first_size;
  if (size < least) size = least;
  Block *block = size > SIZE_MAX - sizeof(Head) ? NULL : malloc(sizeof(Head) + size);
  if (!block) abort();
  *block = (Block){.before = arena.last, .size = size};
  arena.last = block;
  arena.used = 0;
}

static void *take(size_t size) {
  if (size > SIZE_MAX / 4) abort();
  size_t whole = sizeof(Head) + ((size + 15) & ~(size_t)15);
  if (!arena.last || arena.last->size - arena.used < whole) add_block(whole);
  Head *head = (Head *)(start_of(arena.last) + arena.used);
  arena.used += whole;
  head->size = size;
  return head + 1;
}

void arena_begin(void) { arena.depth += 1; }

void arena_end(void) {
  arena.depth -= 1;
  if (arena.depth > 0) return;
  while (arena.last && arena.last->before) {
    Block *before = arena.last->before;
    free(arena.last);
    arena.last = before;
  }
  arena.used = 0;
  if (arena.last && arena.last->size > first_size) {
    free(arena.last);
    arena.last = NULL;
  }
}

void *arena_calloc(size_t count, size_t size) {
  if (size && count > SIZE_MAX / size) abort();
  return memset(take(count * size), 0, count * size);
}

void *arena_realloc(void *place, size_t size) {
  if (!place) return take(size);
  size_t old = ((Head *)place - 1)->size;
  if (size <= old) return place;
  return memcpy(take(size), place, old);
}

void arena_free(void *place) { (void)place; }
