/* Which view belongs to which verb. */
#include "ctl/answer.h"
#include <string.h>
#include "ctl/review.h"

static const struct {
	const char *verb;
	answer_view *view;
} VIEWS[] = {
    {"list", answer_list},
    {"next", answer_list},
    {"overdue", answer_list},
    {"show", answer_show},
    {"diff", answer_diff},
    {"report", answer_standing},
    {"sign", answer_standing},
    {"done", answer_standing},
    {"reopen", answer_standing},
    {"start", answer_standing},
    {"accept", answer_standing},
    {"return", answer_standing},
    {"ask", answer_standing},
    {"extend", answer_standing},
    {"refuse", answer_standing},
    {"waive", answer_standing},
    {"ack", answer_standing},
    {"snooze", answer_standing},
    {"undo", answer_standing},
    {"units", answer_units},
    {"deliveries", answer_deliveries},
    {"retry", answer_retry},
    {"test", answer_dialogue},
    {"dialogue", answer_dialogue},
    {"bulletin", answer_bulletin},
    {"status", answer_status},
    {"reload", answer_reload},
};

void answer_print(const char *verb, const json_t *reply, const struct terminal *t, struct text *out)
{
	for (size_t i = 0; i < sizeof VIEWS / sizeof *VIEWS; i++)
		if (!strcmp(VIEWS[i].verb, verb)) {
			VIEWS[i].view(reply, t, out);
			return;
		}
	json_add_pretty(reply, out);
	text_addc(out, '\n');
}
