#ifndef SEND_TALLY_H
#define SEND_TALLY_H
#include <stdbool.h>
#include <stdint.h>

/*
 * How many requests an endpoint had this month, as a value that the store keeps over a restart: some services end at a
 * monthly quota (DingTalk, by the tenant's edition). A month is a number of the caller's, such as 12 * year + month;
 * another one than the last begins a new count.
 */
struct tally {
	int month;
	int64_t requests;
	int warned; /* the month in which tally_warns() said so */
};

void tally_add(struct tally *t, int month, int n);
int64_t tally_of(const struct tally *t, int month);
/* Whole per cent of a quota, rounded down; quota > 0. */
int tally_percent(const struct tally *t, int month, int quota);
/* Are four fifths of the quota used? True once a month; quota 0: not known, never. */
bool tally_warns(struct tally *t, int month, int quota);
#endif
