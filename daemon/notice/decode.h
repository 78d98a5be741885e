#ifndef NOTICE_DECODE_H
#define NOTICE_DECODE_H
#include "base/error.h"
#include "base/span.h"
#include "base/text.h"

/* No notice is larger; what is refused says so. */
#define DECODE_CAP_BYTES (256u << 20)

/* What stood in the bytes of a text. */
struct decoded {
	const char *encoding; /* "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030", "BIG5-HKSCS" */
	size_t damaged;	      /* characters that were none, each now a U+FFFD */
};

/* Append the text of n bytes in any encoding of Chinese or English offices as UTF-8 without a byte order mark. By
 * the mark, else by what is valid, else by how often the frequent characters of either charset occur. `name`
 * (of the file) opens the errors: empty, binary (with what it seems to be), too large, in no known encoding. */
bool decode_bytes(
    const char *name, struct span bytes, struct text *out, struct decoded *how, struct error *err);
/* Is it a ZIP archive (DOCX, XLSX)? */
bool decode_is_zip(struct span bytes);
#endif
