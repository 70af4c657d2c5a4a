package dev.patchbay.processor.type;

import java.util.ArrayList;
import java.util.List;

/** A Java type that has a JSON form. */
public sealed interface ValueType {
    /** Returns the type as Java source, qualified, boxed, without annotations. */
    String javaType();

    /** A type that stands for itself. */
    record Scalar(ScalarKind kind) implements ValueType {
        @Override
        public String javaType() {
            return kind.javaType();
        }
    }

    /** Any JSON, as JDK types. */
    record Any() implements ValueType {
        @Override
        public String javaType() {
            return "java.lang.Object";
        }
    }

    /** An enum: its constants and their texts, in the same order. */
    record EnumOf(String javaType, String name, List<String> constants, List<String> texts) implements ValueType {}

    /** A list. */
    record ListOf(Use item) implements ValueType {
        @Override
        public String javaType() {
            return "java.util.List<" + item.type().javaType() + ">";
        }
    }

    /** A set. */
    record SetOf(Use item) implements ValueType {
        @Override
        public String javaType() {
            return "java.util.Set<" + item.type().javaType() + ">";
        }
    }

    /** A map with text keys. */
    record MapOf(Use value) implements ValueType {
        @Override
        public String javaType() {
            return "java.util.Map<java.lang.String, " + value.type().javaType() + ">";
        }
    }

    /** A record with its type arguments in place. Its members are known a little later than itself: it may hold itself. */
    final class RecordOf implements ValueType {
        private final String javaType;
        private final String name;
        private final String description;
        private final List<Member> members = new ArrayList<>();

        RecordOf(String javaType, String name, String description) {
            this.javaType = javaType;
            this.name = name;
            this.description = description;
        }

        @Override
        public String javaType() {
            return javaType;
        }

        /** Returns a name for generated code and {@code $defs}, such as {@code Page_User}; not unique. */
        public String name() {
            return name;
        }

        /** Returns the description of the type, or the empty string. */
        public String description() {
            return description;
        }

        /** Returns the components in their order. */
        public List<Member> members() {
            return members;
        }
    }

    /** A sealed interface of records. */
    final class UnionOf implements ValueType {
        private final String javaType;
        private final String name;
        private final String description;
        private final List<Case> cases = new ArrayList<>();

        UnionOf(String javaType, String name, String description) {
            this.javaType = javaType;
            this.name = name;
            this.description = description;
        }

        /** A permitted record and the value of {@code type} that tells it. */
        public record Case(String tag, RecordOf record) {}

        @Override
        public String javaType() {
            return javaType;
        }

        /** Returns a name for generated code and {@code $defs}; not unique. */
        public String name() {
            return name;
        }

        /** Returns the description of the type, or the empty string. */
        public String description() {
            return description;
        }

        /** Returns the permitted records. */
        public List<Case> cases() {
            return cases;
        }
    }
}
