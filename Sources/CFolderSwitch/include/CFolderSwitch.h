#ifndef RIGBOOK_FOLDER_SWITCH_H
#define RIGBOOK_FOLDER_SWITCH_H

/// Exchanges two paths of one file system in one step.
///
/// Returns 0, or -1 with `errno` set where the system or the file system cannot.
int folder_switch_exchange(const char *one, const char *other);

#endif
