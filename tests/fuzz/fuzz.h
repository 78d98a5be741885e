#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H
/* What the fuzz targets share: libFuzzer's entry, and bytes as text. Each target is one file, fuzz_NAME.c, with its
 * seeds in seeds/NAME, a line "%%" between two; scripts/fuzz builds and runs them. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "base/scope.h"
#include "base/span.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* What must hold, whatever the input: libFuzzer keeps an input that aborts. */
#define must(condition)                                                                            \
	do                                                                                         \
		if (!(condition))                                                                  \
			abort();                                                                   \
	while (0)

/* The input as a C string of its own size, so that a step past its end is seen. Released by scope(text). */
static inline struct text fuzz_text(const uint8_t *data, size_t n)
{
	struct text t = {.s = malloc(n + 1), .room = n + 1};

	if (n)
		memcpy(t.s, data, n);
	t.s[n] = '\0';
	t.len = strlen(t.s);
	return t;
}
#endif
