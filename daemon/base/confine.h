#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H
#include <stddef.h>

/*
 * For a child that is about to read what strangers wrote: no more privileges, no file may grow
 * (pipes may), no core, at most cpu_s seconds of processor and memory_bytes of address space (not
 * under a sanitizer, which maps terabytes); it dies with its parent. Irrevocable.
 */
void confine_reader(int cpu_s, size_t memory_bytes);
#endif
