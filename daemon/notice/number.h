#ifndef NOTICE_NUMBER_H
#define NOTICE_NUMBER_H
#include <stddef.h>
#include "notice/token.h"

/* Numbers at the start of s (n folded code points). Each fills role, flags, digits, number, decimal and value
 * of *out, and gives its length in code points, 0 when there is no number. */

/* "12" "1.5" "2,000" "23 000" and, where dots part more than two numbers (106.12.31), only the first of them. */
size_t number_read_digits(const uint32_t *s, size_t n, struct token *out);
/* "二〇一八" "三千二百" "九十五点五" "两". A closing 万 or 亿 is left to the unit of measure. */
size_t number_read_chinese(const uint32_t *s, size_t n, struct token *out);
/* "20l8" "l2" "1OO": letters that stand for digits. The value stays unknown (TOKEN_DAMAGED). */
size_t number_read_damaged(const uint32_t *s, size_t n, struct token *out);
#endif
