#ifndef TESTS_FUZZ_DOCUMENT_H
#define TESTS_FUZZ_DOCUMENT_H
/* A document by a name that tells its format, read to the end of the road, written as JSON and read again. */
#include "fuzz.h"
#include "../notice/lexicon.h"
#include "notice/notice.h"
#include "plan/plan_json.h"

enum { FUZZ_ISSUED = 17000 };

static inline void fuzz_document(const char *name, const char *bytes, size_t n)
{
	struct notice_input in = {.name = name, .bytes = bytes, .n = n, .anchor = FUZZ_ISSUED};
	struct notice out = {0}, again = {0};
	struct error err;

	if (!notice_read(&in, shipped_lexicon(), &out, &err)) {
		must(*err.s);
		return;
	}
	json_scope json = plan_json_write(&out);
	must(json && plan_json_read(json, &again, &err));
	notice_release(&again);
	notice_release(&out);
}
#endif
