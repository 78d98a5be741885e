/* Microseconds are reckoned, not measured: the same work is cut at the same places on every machine. */
#include "base/stages.h"

bool stages_step(struct stages *s, void *work, int budget_us)
{
	while (s->stage < s->n) {
		const struct stage *stage = &s->row[s->stage];

		if (s->turn >= stage->turns(work)) {
			s->stage++;
			s->turn = 0;
			continue;
		}
		if (budget_us <= 0)
			return true;
		stage->turn(work, s->turn++);
		budget_us -= stage->cost;
	}
	return false;
}
