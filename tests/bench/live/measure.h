/* Measured entries: for each, when it reached the first, the middle and the last client. Knows nothing of sockets.
 *
 * Clients are counted in the order in which an entry reaches them, so its list of times is sorted as it grows; when the
 * last expected client has it, the percentiles are kept and the list is used again.
 */
#ifndef MEASURE_H
#define MEASURE_H

#include "common.h"
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#define BUCKETS 200000 /* of 0.1 ms; what took 20 s or longer is in the last one */
#define MOST_ENTRIES (1 << 24)

struct event {
    int64_t at, first, last;    /* nanoseconds; `at` as the entry says, the others as received */
    uint32_t reached, p50, p99; /* clients; microseconds after `first` */
    bool comment, done;
    uint32_t *times; /* microseconds after `first` */
};

static struct {
    struct event *events; /* events[i] is the entry base + 1 + i */
    size_t count, cap, clients, expected;
    int64_t base;
    uint32_t **spare; /* lists of times for use again */
    size_t spares, spare_cap;
    uint32_t histogram[2][BUCKETS]; /* all deliveries since `at`: [0] other entries, [1] comments */
    uint64_t frames, frame_bytes;   /* messages with entries, and their size on the wire */
} measured = {.base = INT64_MAX};

/* `clients` may be counted; an entry is complete when `expected` of them have it. */
static void measure_for(size_t all, size_t expected)
{
    measured.clients = all;
    measured.expected = expected;
}

static uint32_t *take_times(void)
{
    if (measured.spares)
        return measured.spare[--measured.spares];
    return need(malloc(sizeof(uint32_t) * measured.clients));
}

static void finish(struct event *e)
{
    if (!e->times)
        return;
    e->p50 = e->times[(e->reached - 1) / 2];
    e->p99 = e->times[((uint64_t)e->reached * 99 + 99) / 100 - 1];
    if (measured.spares == measured.spare_cap) {
        measured.spare_cap = measured.spare_cap ? measured.spare_cap * 2 : 64;
        measured.spare = need(realloc(measured.spare, measured.spare_cap * sizeof *measured.spare));
    }
    measured.spare[measured.spares++] = e->times;
    e->times = NULL;
    e->done = true;
}

static struct event *event_of(int64_t seq)
{
    if (seq <= measured.base || seq - measured.base > MOST_ENTRIES)
        return NULL;
    size_t i = (size_t)(seq - measured.base - 1);
    if (i >= measured.cap) {
        size_t cap = i + 1 > 2 * measured.cap ? i + 1024 : 2 * measured.cap;
        measured.events = need(realloc(measured.events, cap * sizeof *measured.events));
        memset(measured.events + measured.cap, 0, (cap - measured.cap) * sizeof *measured.events);
        measured.cap = cap;
    }
    if (i >= measured.count)
        measured.count = i + 1;
    return &measured.events[i];
}

/* What an entry says of itself; called before it has reached anybody. */
static void measure_learn(int64_t seq, int64_t at, bool comment)
{
    struct event *e = event_of(seq);
    if (e && !e->at) {
        e->at = at;
        e->comment = comment;
    }
}

static void measure_reached(int64_t seq, int64_t when)
{
    struct event *e = event_of(seq);
    if (!e || e->done)
        return;
    if (!e->times) {
        e->times = take_times();
        e->first = when;
    }
    e->last = when;
    e->times[e->reached++] = (uint32_t)((when - e->first) / 1000);
    int64_t tenths = (when - e->at) / 100000;
    measured.histogram[e->comment][tenths < 0 ? 0 : tenths < BUCKETS ? tenths : BUCKETS - 1]++;
    if (e->reached == measured.expected)
        finish(e);
}

static void measure_frame(uint64_t bytes)
{
    measured.frames++;
    measured.frame_bytes += bytes;
}

/* From now on the entries after `seq` are measured, from zero. */
static void measure_from(int64_t seq)
{
    for (size_t i = 0; i < measured.count; i++)
        finish(&measured.events[i]);
    if (measured.cap)
        memset(measured.events, 0, measured.cap * sizeof *measured.events);
    memset(measured.histogram, 0, sizeof measured.histogram);
    measured.frames = measured.frame_bytes = 0;
    measured.base = seq;
    measured.count = 0;
}

/* The time since `at`, in milliseconds, that this share of all deliveries of one kind did not exceed. */
static double measure_percentile(bool comment, double share)
{
    uint64_t all = 0, so_far = 0;
    for (int i = 0; i < BUCKETS; i++)
        all += measured.histogram[comment][i];
    for (int i = 0; i < BUCKETS; i++)
        if ((so_far += measured.histogram[comment][i]) > 0 && (double)so_far >= share * (double)all)
            return (i + 1) / 10.0;
    return 0;
}

/* One line for each entry; times in microseconds since its `at`. */
static void measure_print(void)
{
    for (size_t i = 0; i < measured.count; i++) {
        struct event *e = &measured.events[i];
        finish(e);
        int64_t first = (e->first - e->at) / 1000;
        if (e->reached)
            printf("{\"kind\":\"entry\",\"seq\":%" PRId64 ",\"comment\":%s,\"at\":%" PRId64
                   ",\"reached\":%u,\"first\":%" PRId64 ",\"p50\":%" PRId64 ",\"p99\":%" PRId64 ",\"last\":%" PRId64
                   "}\n",
                   measured.base + 1 + (int64_t)i, e->comment ? "true" : "false", e->at, e->reached, first,
                   first + e->p50, first + e->p99, (e->last - e->at) / 1000);
    }
}

#endif
