#include <cmark-gfm.h>
#include <cmark-gfm-extension_api.h>
#include <cmark-gfm-core-extensions.h>
// The structures behind the library, from the same package: its accessors copy every string that they hand out, and none shows
// the blocks of a text before its inlines are read.
#include <cmark-gfm/parser.h>
#include <stddef.h>

/// The literal of a leaf, in place; it lives as long as its tree.
static inline const unsigned char *studykit_cmark_literal(const cmark_node *node, size_t *length) {
    const cmark_chunk *chunk = node->type == CMARK_NODE_CODE_BLOCK ? &node->as.code.literal : &node->as.literal;
    *length = (size_t)chunk->len;
    return chunk->data;
}

/// Whether a block could still grow when the text ended.
static inline int studykit_cmark_is_open(const cmark_node *node) { return (node->flags & CMARK_NODE__OPEN) != 0; }

/// The number of line ends in a code block, whether it is finished or open.
static inline size_t studykit_cmark_code_line_count(const cmark_node *node) {
    const unsigned char *bytes = node->as.code.literal.data;
    size_t length = (size_t)node->as.code.literal.len;
    if (studykit_cmark_is_open(node)) {
        bytes = node->content.ptr;
        length = (size_t)node->content.size;
    }
    size_t count = 0;
    for (size_t index = 0; index < length; index++) count += bytes[index] == '\n';
    return count;
}
