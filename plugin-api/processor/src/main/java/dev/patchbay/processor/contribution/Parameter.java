package dev.patchbay.processor.contribution;

import dev.patchbay.processor.type.Member;

/** A parameter of an annotated method, by where its value comes from. */
public sealed interface Parameter {
    /** The call. */
    record OfCall() implements Parameter {}

    /** An argument, or a variable of a template. */
    record OfMember(Member member) implements Parameter {}

    /** The text typed so far, in a completion. */
    record OfText() implements Parameter {}

    /** The arguments known already, in a completion. */
    record OfContext() implements Parameter {}
}
