/* A mail server: what is stored is the mail itself; the dialogue is smtp.c's. */
#include "send/header.h"
#include "send/mime.h"
#include "send/service.h"

static void body(const struct channel *c, const struct letter *l, struct text *out)
{
	mime_add_letter(out, c, l);
}

static bool check_login(const struct channel *c, struct error *err)
{
	bool token = channel_option(c, "token", NULL);

	if (!c->user)
		return !token || error_set(err, "token: it logs somebody in: set user, too");
	if (!c->password && !token)
		return error_set(
		    err, "user: without password_file or token_file nobody can log in");
	if (c->password && token)
		return error_set(err, "token: there is a password_file, too; leave one out");
	if (c->tls == TLS_NONE)
		return error_set(
		    err, "tls: a password is sent over TLS only; \"required\" or \"implicit\"");
	return true;
}

static bool check(const struct channel *c, struct error *err)
{
	scope(text) address = {0};

	if (strncmp(c->url, "smtp://", 7) != 0 && strncmp(c->url, "smtps://", 8) != 0)
		return error_set(
		    err, "url: a mail server is smtp://HOST:PORT or smtps://HOST:PORT");
	mailbox_add_address(&address, c->from ? c->from : "");
	if (!mailbox_is_address(text_get(&address)))
		return error_set(
		    err, "from: a sender is needed, such as \"督查室 <reminders@example.org>\"");
	return check_login(c, err);
}

static const struct channel_setting settings[] = {
    {"token", false, true, "an OAuth token for user, in place of a password (XOAUTH2)"},
    {0},
};

const struct channel_kind service_smtp = {
    .name = "smtp",
    .carrier = CARRIER_SMTP,
    .form = FORM_MAIL,
    .body = body,
    .check = check,
    .settings = settings,
    .needs_url = true,
};
