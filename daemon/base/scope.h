#ifndef BASE_SCOPE_H
#define BASE_SCOPE_H
/* `scope(text) out = {0};` declares a struct text that text_release() frees when the block ends. */
#define scope(type) __attribute__((cleanup(type##_release))) struct type
#endif
