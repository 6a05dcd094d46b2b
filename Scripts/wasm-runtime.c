// The little of a C library that the engine needs in the browser: memory and three helpers that
// the compilers call. There is one thread and no operating system.
typedef __SIZE_TYPE__ size_t;
typedef __UINTPTR_TYPE__ uintptr_t;

void *__stack_chk_guard = (void *)0x5f3759df;
_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }

void *memset(void *to, int value, size_t count) {
  unsigned char *t = to;
  while (count--) *t++ = (unsigned char)value;
  return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t count) {
  unsigned char *t = to;
  const unsigned char *f = from;
  while (count--) *t++ = *f++;
  return to;
}

void *memmove(void *to, const void *from, size_t count) {
  unsigned char *t = to;
  const unsigned char *f = from;
  if (t < f) {
    while (count--) *t++ = *f++;
  } else {
    while (count--) t[count] = f[count];
  }
  return to;
}

int memcmp(const void *left, const void *right, size_t count) {
  const unsigned char *l = left, *r = right;
  for (; count--; l++, r++)
    if (*l != *r) return *l - *r;
  return 0;
}

// Memory: blocks of powers of two from 16 bytes on, each behind a header that tells its class;
// freed blocks wait in a list for the next request of their class.
extern unsigned char __heap_base;
enum { HEADER = 16, CLASSES = 28 };
static uintptr_t heap_end;
static void *waiting[CLASSES];

static void *grow(size_t size) {
  if (!heap_end) heap_end = ((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15;
  uintptr_t start = heap_end;
  if (size > (size_t)-1 - start - 65536) return 0;
  uintptr_t end = start + size, have = __builtin_wasm_memory_size(0) * 65536;
  if (end > have) {
    size_t pages = (end - have + 65535) / 65536;
    if (__builtin_wasm_memory_grow(0, pages) == (size_t)-1) return 0;
  }
  heap_end = end;
  return (void *)start;
}

void *malloc(size_t size) {
  int class = 0;
  while (class < CLASSES && ((size_t)16 << class) < size) class++;
  if (class == CLASSES) return 0;
  if (waiting[class]) {
    void *block = waiting[class];
    waiting[class] = *(void **)block;
    return block;
  }
  unsigned char *block = grow(HEADER + ((size_t)16 << class));
  if (!block) return 0;
  *(int *)block = class;
  return block + HEADER;
}

void free(void *block) {
  if (!block) return;
  int class = *(int *)((unsigned char *)block - HEADER);
  *(void **)block = waiting[class];
  waiting[class] = block;
}

// Swift asks for at most 16 here; the engine has no type that is aligned to more.
int posix_memalign(void **block, size_t alignment, size_t size) {
  if (alignment > 16) return 22;
  *block = malloc(size);
  return *block ? 0 : 12;
}

// The product of two 128-bit numbers, which the compiler asks for to find 64-bit overflow.
typedef struct {
  unsigned long long low, high;
} wide;

static wide multiply(unsigned long long a, unsigned long long b) {
  unsigned long long a0 = (unsigned)a, a1 = a >> 32, b0 = (unsigned)b, b1 = b >> 32;
  unsigned long long low = a0 * b0, middle = a1 * b0 + (low >> 32);
  unsigned long long other = a0 * b1 + (unsigned)middle;
  wide product = {(other << 32) | (unsigned)low, a1 * b1 + (middle >> 32) + (other >> 32)};
  return product;
}

void __multi3(wide *result, unsigned long long a, unsigned long long ah, unsigned long long b,
              unsigned long long bh) {
  wide product = multiply(a, b);
  product.high += a * bh + ah * b;
  *result = product;
}
