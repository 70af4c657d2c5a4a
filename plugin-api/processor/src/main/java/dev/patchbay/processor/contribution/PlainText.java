package dev.patchbay.processor.contribution;

import dev.patchbay.processor.type.Member;
import java.util.Optional;

/** What holds for values that MCP carries as text without a schema: arguments of prompts and variables of templates. */
final class PlainText {
    private PlainText() {}

    static Optional<String> problem(Member member, String what) {
        if (!TypeContents.isPlainText(member.use().type())) {
            return Optional.of("has the type " + member.use().type().javaType() + ", but " + what
                    + " is a text; use String, an enum, a java.time type, URI or UUID");
        }
        if (!member.keywords().isEmpty()) {
            return Optional.of("has " + member.keywords().keySet().iterator().next() + ", but " + what
                    + " has no schema; drop it and check the value in the method");
        }
        if (!member.header().isEmpty()) {
            return Optional.of("has a header, but " + what + " cannot be repeated in one; drop the header");
        }
        return Optional.empty();
    }
}
