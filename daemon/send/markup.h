#ifndef SEND_MARKUP_H
#define SEND_MARKUP_H
#include "send/channel.h"

/*
 * Emphasis, links and colours as each chat service writes them. Every function escapes what it is
 * given, so text from a notice or a report can neither make links or mentions nor lose characters.
 * A line feed in the text stays one line of the message; lines are put together with
 * markup_add_break().
 */
void markup_add_text(enum markup m, struct text *out, const char *s);
void markup_add_textn(enum markup m, struct text *out, const char *s, size_t n);
void markup_add_bold(enum markup m, struct text *out, const char *s);
/* Bold, in the service's warning colour where it has one. */
void markup_add_alarm(enum markup m, struct text *out, const char *s);
/* Pale: for quotations and side remarks, where the service has it; else plain. */
void markup_add_pale(enum markup m, struct text *out, const char *s);
/* A heading of its own line, without the break behind it. */
void markup_add_heading(enum markup m, struct text *out, const char *s);
/* A link; the text alone when the URL is none of http, https, mailto. */
void markup_add_link(enum markup m, struct text *out, const char *s, const char *url);
/* One quoted line, without the break behind it. Line feeds become spaces. */
void markup_add_quote(enum markup m, struct text *out, const char *s);
/* End a line; end a paragraph. */
void markup_add_break(enum markup m, struct text *out);
void markup_add_paragraph(enum markup m, struct text *out);
#endif
