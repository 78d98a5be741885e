#ifndef CTL_ANSWER_H
#define CTL_ANSWER_H
#include "base/json.h"
#include "ctl/terminal.h"

/* What the daemon answered to a verb, for people. A verb without a view of its own is shown as JSON. */
void answer_print(
    const char *verb, const json_t *reply, const struct terminal *t, struct text *out);

/* The views, in answer_list.c, answer_show.c (one task), answer_units.c and answer_post.c (deliveries, the daemon). */
typedef void answer_view(const json_t *reply, const struct terminal *t, struct text *out);
answer_view answer_list, answer_show, answer_standing;
answer_view answer_units, answer_deliveries, answer_retry, answer_dialogue, answer_status,
    answer_reload, answer_bulletin;
#endif
