// The calls for an atomic exchange are GNU and Apple extensions that Swift's C modules leave out.
#define _GNU_SOURCE

#include "CFolderSwitch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

int folder_switch_exchange(const char *one, const char *other) {
#if defined(__linux__)
  return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
#elif defined(__APPLE__)
  return renamex_np(one, other, RENAME_SWAP);
#else
  (void)one;
  (void)other;
  errno = ENOSYS;
  return -1;
#endif
}
