#ifndef LOOP_TRACE_H
#define LOOP_TRACE_H
#include <curl/curl.h>
#include "send/dialogue.h"

/* A transfer writes down what is said; until `d` is NULL, which it must be before the dialogue goes. */
void trace_attach(CURL *easy, struct dialogue *d);
#endif
