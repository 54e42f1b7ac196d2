/* What a text message says, read as cheaply as can be done honestly: kind, prev_seq, the seqs of the items.
 *
 * Everybody gets the same bytes, so a message with entries is read once, and then recognised byte for byte.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "measure.h"
#ifdef HAVE_ZLIB
#include <zlib.h>
#endif

#define PLAIN_LIMIT (64u << 20) /* bytes of one message after inflating */
#define RECENT 64 /* who comes back gets many frames, each the same as its neighbours */

enum kind { OTHER, ENTRIES, PING, RESYNC, ANSWER };

struct message {
    enum kind kind;
    int64_t prev, last;
    int status; /* of an answer to an act */
    bool good; /* complete, and the items follow on prev_seq and on one another */
};

struct item {
    int64_t seq, at;
    bool comment;
};

static bool is(const char *text, size_t size, const char *word)
{
    return size == strlen(word) && memcmp(text, word, size) == 0;
}

/* Where the string that begins at `p` has its closing quote. */
static const char *closing_quote(const char *p, const char *end)
{
    for (; p < end; p++) {
        if (*p == '\\')
            p++;
        else if (*p == '"')
            return p;
    }
    return NULL;
}

/* "2003-12-10T09:00:00.000000Z" in nanoseconds. */
static int64_t instant(const char *text)
{
    struct tm t = {0};
    int micros = 0;
    if (sscanf(text, "%4d-%2d-%2dT%2d:%2d:%2d.%6dZ", &t.tm_year, &t.tm_mon, &t.tm_mday, &t.tm_hour, &t.tm_min,
               &t.tm_sec, &micros) != 7)
        return 0;
    t.tm_year -= 1900;
    t.tm_mon -= 1;
    return (int64_t)timegm(&t) * SECOND + micros * INT64_C(1000);
}

static void read_member(struct message *m, struct item *item, int depth, const char *key, size_t key_size,
                        const char *value, const char *end)
{
    const char *quote = *value == '"' ? closing_quote(value + 1, end) : NULL;
    const char *text = value + 1;
    size_t size = quote ? (size_t)(quote - text) : 0;
    if (depth == 1 && is(key, key_size, "prev_seq"))
        m->prev = m->last = strtoll(value, NULL, 10);
    else if (depth == 1 && quote && is(key, key_size, "type"))
        m->kind = is(text, size, "entries")  ? ENTRIES
                  : is(text, size, "ping")   ? PING
                  : is(text, size, "resync") ? RESYNC
                  : is(text, size, "answer") ? ANSWER
                                             : OTHER;
    else if (depth == 1 && is(key, key_size, "status"))
        m->status = atoi(value);
    else if (depth == 3 && is(key, key_size, "seq"))
        item->seq = strtoll(value, NULL, 10);
    else if (depth == 3 && size == 27 && is(key, key_size, "at"))
        item->at = instant(text);
    else if (depth == 3 && size > 8 && is(key, key_size, "type"))
        item->comment = memcmp(text, "comment.", 8) == 0;
}

/* Depth 1 is the message, 2 its list of items, 3 an item; what is deeper is passed over. A string is a name when a
 * colon follows it. The message ends in a brace, which keeps strtoll inside it. */
static struct message read_message(const char *p, const char *end)
{
    struct message m = {.kind = OTHER, .good = end > p && end[-1] == '}'};
    struct item item = {0};
    int depth = 0;
    for (; m.good && p < end; p++) {
        if (*p == '{' || *p == '[') {
            depth++;
        } else if (*p == '}' || *p == ']') {
            if (depth-- == 3 && *p == '}') {
                m.good = item.seq == m.last + 1;
                m.last = item.seq;
                measure_learn(item.seq, item.at, item.comment);
                item = (struct item){0};
            }
        } else if (*p == '"') {
            const char *name = p + 1;
            p = closing_quote(name, end);
            if (!p)
                break;
            if ((depth == 1 || depth == 3) && p + 2 < end && p[1] == ':')
                read_member(&m, &item, depth, name, (size_t)(p - name), p + 2, end);
        }
    }
    m.good = m.good && depth == 0;
    return m;
}

#ifdef HAVE_ZLIB
static struct message inflate_message(const uint8_t *bytes, size_t size)
{
    static z_stream z;
    static uint8_t *plain;
    uint8_t tail[4] = {0, 0, 0xff, 0xff}; /* RFC 7692: left out by the sender */
    if (!plain) {
        plain = need(malloc(PLAIN_LIMIT));
        if (inflateInit2(&z, -15) != Z_OK)
            die("zlib does not start");
    }
    inflateReset(&z);
    z.next_out = plain, z.avail_out = PLAIN_LIMIT;
    z.next_in = (uint8_t *)(uintptr_t)bytes, z.avail_in = (uInt)size;
    int result = inflate(&z, Z_SYNC_FLUSH);
    if (result == Z_OK) {
        z.next_in = tail, z.avail_in = sizeof tail;
        result = inflate(&z, Z_SYNC_FLUSH);
    }
    if ((result != Z_OK && result != Z_BUF_ERROR) || z.avail_in)
        return (struct message){.kind = OTHER, .good = false};
    return read_message((char *)plain, (char *)z.next_out);
}
#endif

static struct message understand(const uint8_t *bytes, size_t size, bool compressed)
{
    static struct {
        uint8_t *bytes;
        size_t size;
        bool compressed;
        struct message message;
    } recent[RECENT];
    static unsigned oldest;
    for (unsigned i = 0; size && i < RECENT; i++)
        if (recent[i].size == size && recent[i].compressed == compressed && memcmp(recent[i].bytes, bytes, size) == 0)
            return recent[i].message;
    struct message m = {.kind = OTHER, .good = false};
    if (!compressed)
        m = read_message((const char *)bytes, (const char *)bytes + size);
#ifdef HAVE_ZLIB
    else
        m = inflate_message(bytes, size);
#endif
    if (m.kind == ENTRIES && m.good) {
        unsigned i = oldest++ % RECENT;
        recent[i].bytes = need(realloc(recent[i].bytes, size));
        memcpy(recent[i].bytes, bytes, size);
        recent[i].size = size, recent[i].compressed = compressed, recent[i].message = m;
    }
    return m;
}

#endif
