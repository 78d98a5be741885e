#include "store/endpoints.h"
#include "temporary.h"

static void an_endpoint_is_made_once_and_kept(void **state)
{
	struct temporary *t = *state;
	struct endpoint e, again;

	good(t, endpoints_get(t->db, "wecom:host:1f", &t->a, &e, &t->err));
	assert_int_equal(e.id, 0);
	e.until = 500;
	e.failures = 3;
	e.reason = "connection refused";
	e.bucket.tokens = 2.5;
	e.bucket.at = 400;
	e.since = 350;
	e.network = ENDPOINT_WOKEN;
	e.tally = (struct tally){24310, 4012, 24310};
	good(t, endpoints_put(t->db, &e, &t->err));
	assert_true(e.id > 0);
	temporary_reopen(t);
	good(t, endpoints_get(t->db, "wecom:host:1f", &t->a, &again, &t->err));
	assert_int_equal(again.id, e.id);
	assert_int_equal(again.until, 500);
	assert_int_equal(again.failures, 3);
	assert_string_equal(again.reason, "connection refused");
	assert_true(again.bucket.tokens == 2.5);
	assert_int_equal(again.bucket.at, 400);
	assert_int_equal(again.since, 350);
	assert_int_equal(again.network, ENDPOINT_WOKEN);
	assert_memory_equal(&again.tally, &e.tally, sizeof e.tally);
	good(t, endpoints_get_id(t->db, e.id, &t->a, &again, &t->err));
	assert_string_equal(again.name, "wecom:host:1f");
}

static void a_hold_is_told_once(void **state)
{
	struct temporary *t = *state;
	struct hold h = {"mail", "535 wrong password", 10};
	struct holds all = {0};
	const char *reason;
	bool fresh, was;

	good(t, holds_put(t->db, &h, &fresh, &t->err));
	assert_true(fresh);
	good(t, holds_put(t->db, &h, &fresh, &t->err));
	assert_false(fresh);
	good(t, holds_list(t->db, &t->a, &all, &t->err));
	assert_int_equal(all.n, 1);
	assert_int_equal(all.at[0].since, 10);
	good(t, holds_reason(t->db, "mail", &t->a, &reason, &t->err));
	assert_string_equal(reason, "535 wrong password");
	good(t, holds_drop(t->db, "mail", &was, &t->err));
	assert_true(was);
	good(t, holds_drop(t->db, "mail", &was, &t->err));
	assert_false(was);
	good(t, holds_reason(t->db, "mail", &t->a, &reason, &t->err));
	assert_null(reason);
}

static void a_dead_address_is_known_until_revived(void **state)
{
	struct temporary *t = *state;
	const char *reason;
	bool fresh;

	good(t, addresses_bury(
		    t->db, "mail", "a@example.org", 10, "550 no such user", &fresh, &t->err));
	assert_true(fresh);
	good(t, addresses_bury(t->db, "mail", "a@example.org", 20, "550", &fresh, &t->err));
	assert_false(fresh);
	good(t, addresses_reason(t->db, "mail", "a@example.org", &t->a, &reason, &t->err));
	assert_string_equal(reason, "550 no such user");
	good(t, addresses_reason(t->db, "mail", "b@example.org", &t->a, &reason, &t->err));
	assert_null(reason);
	good(t, addresses_revive(t->db, "mail", NULL, &t->err));
	good(t, addresses_reason(t->db, "mail", "a@example.org", &t->a, &reason, &t->err));
	assert_null(reason);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    temporary_test(an_endpoint_is_made_once_and_kept),
	    temporary_test(a_hold_is_told_once),
	    temporary_test(a_dead_address_is_known_until_revived),
	};

	return cmocka_run_group_tests_name("endpoints", tests, NULL, NULL);
}
