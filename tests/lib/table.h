#ifndef TESTS_TABLE_H
#define TESTS_TABLE_H
/* Each row of a table is a test of its own, under its own name in the report; the row is *state. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#define ROWS(table) (sizeof(table) / sizeof *(table))
#define table_tests(tests, table, fn)                                                              \
	struct CMUnitTest tests[ROWS(table)];                                                      \
	for (size_t row_ = 0; row_ < ROWS(table); row_++)                                          \
		tests[row_] = (struct CMUnitTest)                                                  \
		{                                                                                  \
			(table)[row_].name, fn, NULL, NULL, (void *)&(table)[row_]                 \
		}
/* Run one table as a group; evaluates to the number of failures. */
#define table_run(group, table, fn)                                                                \
	({                                                                                         \
		table_tests(tests_, table, fn);                                                    \
		cmocka_run_group_tests_name(group, tests_, NULL, NULL);                            \
	})
#endif
