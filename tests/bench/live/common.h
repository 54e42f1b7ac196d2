/* What the client and the ceiling server both need. Each program is one translation unit: all of it is static. */
#ifndef COMMON_H
#define COMMON_H

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define SECOND INT64_C(1000000000)

static inline _Noreturn void die(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    vfprintf(stderr, format, values);
    va_end(values);
    fputc('\n', stderr);
    exit(1);
}

static inline void *need(void *memory)
{
    if (!memory)
        die("out of memory");
    return memory;
}

/* The clock of the record's `at`, in nanoseconds. */
static inline int64_t clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return t.tv_sec * SECOND + t.tv_nsec;
}

#endif
