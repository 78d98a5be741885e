/* The daemon answers at once that a test is queued; what came of it is asked for, first often and then ten times a second. */
#include "ctl/trial.h"
#include <poll.h>
#include <string.h>
#include "ctl/client.h"

enum { FIRST_MS = 10, STEP_MS = 100, WAIT_MS = 30000 };

bool trial_wait(const char *socket, json_t **in_out, struct error *err)
{
	json_scope question = json_pack("{s:s}", "letter", json_get_text(*in_out, "letter", ""));

	for (int waited = 0, step = FIRST_MS;; waited += step) {
		json_t *answer;

		if (!client_ask(socket, "dialogue", question, &answer, err))
			return false;
		json_decref(*in_out);
		*in_out = answer;
		if (json_get_bool(answer, "settled", false) || waited >= WAIT_MS)
			return true;
		poll(NULL, 0, step);
		step = step * 2 < STEP_MS ? step * 2 : STEP_MS;
	}
}

bool trial_passed(const json_t *dialogue)
{
	return !strcmp(json_get_text(dialogue, "state", ""), "sent");
}
