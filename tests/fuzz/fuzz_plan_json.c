/* The JSON of a notice: what is taken is written, read and written again, and is the same. */
#include "fuzz.h"
#include "plan/plan_json.h"

static void write_again(const json_t *json, struct text *out)
{
	struct notice n = {0};

	must(plan_json_read(json, &n, NULL));
	json_scope again = plan_json_write(&n);
	json_add(again, out);
	notice_release(&n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	json_scope json = NULL;
	struct notice first = {0};
	scope(text) once = {0}, twice = {0};

	if (!json_parse((const char *)data, n, "fuzz", &json, NULL) ||
	    !plan_json_read(json, &first, NULL))
		return 0;
	json_scope written = plan_json_write(&first);
	notice_release(&first);
	json_add(written, &once);
	write_again(written, &twice);
	must(!strcmp(text_get(&once), text_get(&twice)));
	return 0;
}
