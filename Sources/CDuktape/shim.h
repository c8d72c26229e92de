// Duktape behind a few functions that Swift can import.
//
// Most of Duktape's API is macros (invisible to Swift) or may jump out of the caller on an error (undefined behaviour
// in a Swift frame). So everything that can fail runs in here, inside duk_safe_call, and reports a status.

#ifndef STUDYKIT_DUKTAPE_SHIM_H
#define STUDYKIT_DUKTAPE_SHIM_H

#include <duktape.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What one heap may use. Debian builds Duktape without its execution timeout; but JavaScript that does any work
// allocates, so counting allocations stops a runaway formula, and at the same place on every machine.
typedef struct {
    size_t bytes;       // in use now
    size_t byte_limit;  // at most this many in use
    uint64_t fuel;      // allocations left
    int exhausted;      // set once a limit was hit; the heap should then be thrown away
} studykit_js_budget;

// Every block is preceded by its size, in a header that keeps the block aligned.
#define STUDYKIT_JS_HEADER 16

static inline int studykit_js_refuses(studykit_js_budget *budget, size_t growth) {
    if (budget->exhausted || budget->fuel == 0 || growth > budget->byte_limit - budget->bytes) {
        budget->exhausted = 1;
        return 1;
    }
    budget->fuel -= 1;
    return 0;
}

static void *studykit_js_allocate(void *data, duk_size_t size) {
    studykit_js_budget *budget = (studykit_js_budget *)data;
    if (size == 0 || studykit_js_refuses(budget, size)) return NULL;
    size_t *block = (size_t *)malloc(size + STUDYKIT_JS_HEADER);
    if (block == NULL) return NULL;
    *block = size;
    budget->bytes += size;
    return (char *)block + STUDYKIT_JS_HEADER;
}

static void studykit_js_free(void *data, void *pointer) {
    if (pointer == NULL) return;
    size_t *block = (size_t *)((char *)pointer - STUDYKIT_JS_HEADER);
    ((studykit_js_budget *)data)->bytes -= *block;
    free(block);
}

static void *studykit_js_reallocate(void *data, void *pointer, duk_size_t size) {
    studykit_js_budget *budget = (studykit_js_budget *)data;
    if (pointer == NULL) return studykit_js_allocate(data, size);
    if (size == 0) {
        studykit_js_free(data, pointer);
        return NULL;
    }
    size_t *block = (size_t *)((char *)pointer - STUDYKIT_JS_HEADER);
    size_t before = *block;
    // Shrinking is never refused: it is how Duktape gets out of a shortage.
    if (size > before && studykit_js_refuses(budget, size - before)) return NULL;
    size_t *moved = (size_t *)realloc(block, size + STUDYKIT_JS_HEADER);
    if (moved == NULL) return NULL;
    *moved = size;
    budget->bytes = budget->bytes - before + size;
    return (char *)moved + STUDYKIT_JS_HEADER;
}

// Reached only by an error outside duk_safe_call, that is by a fault in this file. It must not return.
static void studykit_js_fatal(void *data, const char *message) {
    (void)data;
    fprintf(stderr, "studykit: JavaScript engine: %s\n", message ? message : "unknown error");
    abort();
}

// NULL when the budget is too small for an empty heap.
static inline duk_context *studykit_js_create(studykit_js_budget *budget) {
    return duk_create_heap(
        studykit_js_allocate, studykit_js_reallocate, studykit_js_free, budget, studykit_js_fatal);
}

static inline void studykit_js_destroy(duk_context *context) { duk_destroy_heap(context); }

typedef enum {
    STUDYKIT_JS_COMPILE,  // the program `first`, named `second`: gives bytecode
    STUDYKIT_JS_LOAD,     // runs the bytecode `first`, which this very Duktape must have made: it does not check it
    STUDYKIT_JS_IDENTITY, // says which Duktape this is: its version and how it was built
    STUDYKIT_JS_CALL,     // the global `function` with two strings: gives a string
} studykit_js_action;

typedef struct {
    studykit_js_action action;
    const char *function;
    const char *first;
    size_t first_length;
    const char *second;
    size_t second_length;
} studykit_js_request;

static duk_ret_t studykit_js_perform(duk_context *context, void *data) {
    const studykit_js_request *request = (const studykit_js_request *)data;
    switch (request->action) {
    case STUDYKIT_JS_COMPILE:
        duk_push_lstring(context, request->first, request->first_length);
        duk_push_lstring(context, request->second, request->second_length);
        duk_compile(context, 0);
        duk_dump_function(context);
        break;
    case STUDYKIT_JS_LOAD:
        memcpy(duk_push_fixed_buffer(context, request->first_length), request->first, request->first_length);
        duk_load_function(context);
        duk_call(context, 0);
        break;
    case STUDYKIT_JS_IDENTITY:
        duk_eval_string(context, "Duktape.version + ' ' + Duktape.env");
        break;
    case STUDYKIT_JS_CALL:
        duk_get_global_string(context, request->function);
        duk_push_lstring(context, request->first, request->first_length);
        duk_push_lstring(context, request->second, request->second_length);
        duk_call(context, 2);
        duk_to_string(context, -1);
        break;
    }
    return 1;
}

// Leaves exactly one value on the stack: the result, or what was thrown. 0: it went well.
static inline int studykit_js_run(duk_context *context, const studykit_js_request *request) {
    return duk_safe_call(context, studykit_js_perform, (void *)request, 0, 1) == DUK_EXEC_SUCCESS ? 0 : 1;
}

// The value on top of the stack as text; valid until studykit_js_clear.
static inline const char *studykit_js_text(duk_context *context, size_t *length) {
    return duk_safe_to_lstring(context, -1, length);
}

// The bytecode on top of the stack; valid until studykit_js_clear. NULL when there is none.
static inline const void *studykit_js_bytecode(duk_context *context, size_t *length) {
    return duk_get_buffer_data(context, -1, length);
}

static inline void studykit_js_clear(duk_context *context) { duk_set_top(context, 0); }

#endif
