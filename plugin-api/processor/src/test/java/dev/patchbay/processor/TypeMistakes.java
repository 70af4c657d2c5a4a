package dev.patchbay.processor;

import java.util.List;

/** Mistakes with types, constraints, defaults and headers. */
final class TypeMistakes {
    private static final String SUPPORTED = ". Supported are String, boolean, int, long, double, BigInteger, BigDecimal,"
            + " enums, the java.time types, URI, UUID, byte[], Optional, List, Set, Map<String, …>, records, sealed"
            + " interfaces of records, and Object for any JSON";

    private static final String RE2 = "; the host evaluates patterns in linear time and knows only those of RE2";

    private TypeMistakes() {}

    static List<Mistake> types() {
        return List.of(
                takes("java.util.Date x", "has the type java.util.Date, which has no JSON form; use java.time.Instant"
                        + SUPPORTED),
                takes("float x", "has the type float, which has no JSON form; use double" + SUPPORTED),
                takes("char x", "has the type char, which has no JSON form; use String" + SUPPORTED),
                takes("String... x", "has the type java.lang.String[], which has no JSON form; use a List instead of an"
                        + " array" + SUPPORTED),
                takes("Optional<int[]> x", "has the type int[], which has no JSON form; use a List instead of an array"
                        + SUPPORTED),
                takes("java.util.Collection<String> x", "has the type java.util.Collection<java.lang.String>, which has"
                        + " no JSON form; use List<java.lang.String>" + SUPPORTED),
                takes("java.util.OptionalInt x", "has the type java.util.OptionalInt, which has no JSON form; use"
                        + " Optional<Integer>" + SUPPORTED),
                takes("Thread x", "has the type java.lang.Thread, which has no JSON form; use a record" + SUPPORTED),
                takes("List<?> x", "has the wildcard type ?; name the type itself"),
                takes("List<? extends Number> x", "has the wildcard type ? extends java.lang.Number; name the type"
                        + " itself"),
                new Mistake("@SuppressWarnings(\"rawtypes\") @Tool(description = \"d\") public void a(\n"
                        + "@Description(\"x\") List x) {}", "List x",
                        "Parameter 'x' has the raw type java.util.List; say what it holds, such as List<String>"),
                new Mistake("@SuppressWarnings(\"rawtypes\") @Tool(description = \"d\") public void a(\n"
                        + "@Description(\"x\") Map x) {}", "Map x",
                        "Parameter 'x' has the raw type java.util.Map; say what it holds, such as Map<String, Object>"),
                takes("Map<Integer, String> x", "is a Map with keys of java.lang.Integer; the keys of a JSON object are"
                        + " texts, use Map<String, …>"),
                takes("List<Optional<String>> x", "has an Optional inside another type; only a parameter or a record"
                        + " component may be Optional"),
                takes("dev.patchbay.api.config.Secret x", "is or holds a Secret; secrets come from the configuration,"
                        + " never from a client"),
                new Mistake("record R(Thread t) {}\n@Tool(description = \"d\") public R a() { return null; }",
                        "Thread t",
                        "Component 't' of the record R has the type java.lang.Thread, which has no JSON form; use a"
                                + " record" + SUPPORTED),
                new Mistake("private record R(int t) {}\n@Tool(description = \"d\") public R a() { return null; }",
                        "R a()",
                        "The result of method a has the type p.C.R, which generated code in the package p cannot"
                                + " see; make it and the types around it public, or keep them in the package and not"
                                + " private"),
                new Mistake("sealed interface S permits K {}\nfinal class K implements S {}\n"
                        + "@Tool(description = \"d\") public S a() { return null; }", "S a()",
                        "The result of method a has the type p.C.S, which permits p.C.K; every type a sealed interface"
                                + " permits must be a record without type parameters"),
                new Mistake("sealed interface S permits K {}\nrecord K(String type) implements S {}\n"
                        + "@Tool(description = \"d\") public S a() { return null; }", "String type",
                        "Component 'type' of the record K is named 'type' in JSON like the tag of p.C.S; give it another"
                                + " name in @Schema(name)"),
                returns("java.util.concurrent.CompletableFuture<String>", "has the type"
                        + " java.util.concurrent.CompletableFuture<java.lang.String>, which has no JSON form; use the"
                        + " value itself: every call has a thread of its own and may wait" + SUPPORTED),
                returns("Optional<Integer>",
                        "is an Optional; return the value, and throw a ToolException where there is"
                                + " none"),
                returns("@Nullable Integer", "is @Nullable; throw a ToolException where there is nothing to return"));
    }

    static List<Mistake> members() {
        return List.of(
                new Mistake("@Tool(description = \"d\") public void a(\nString x) {}", "String x",
                        "Parameter 'x' has no description; say what it is with @Description(\"…\")"),
                new Mistake("@Tool(description = \"d\") public void a(\n@Description(\" \") String x) {}", "String x",
                        "Parameter 'x' has a blank description; say what it is"),
                takes("@Nullable Optional<String> x", "is an Optional and @Nullable; use Optional<…> for what may be"
                        + " absent, @Nullable for what may be null"),
                takes("@Schema(defaultValue = \"a\") Optional<String> x",
                        "is an Optional with a default, which is never"
                                + " empty; drop the Optional or the default"),
                takes("String y,\n@Description(\"x\") @Schema(name = \"y\") String x", "has the same JSON name 'y' as"
                        + " another; give it another one in @Schema(name)"),
                new Mistake("record R(int t,\n@Schema(name = \"t\") int u) {}\n"
                        + "@Tool(description = \"d\") public R a() { return null; }", "int u",
                        "Component 'u' of the record R has the same JSON name 't' as another; give it another one in"
                                + " @Schema(name)"));
    }

    static List<Mistake> constraints() {
        return List.of(
                takes("@Schema(minLength = 1) int x", "has minLength, which is for texts, but its type is"
                        + " java.lang.Integer; drop it"),
                takes("@Schema(minimum = \"1\") String x", "has minimum, which is for numbers, but its type is"
                        + " java.lang.String; drop it"),
                takes("@Schema(maxItems = 1) String x", "has maxItems, which is for lists and sets, but its type is"
                        + " java.lang.String; drop it"),
                takes("@Schema(pattern = \"a\") boolean x", "has pattern, which is for texts, but its type is"
                        + " java.lang.Boolean; drop it"),
                takes("@Schema(format = \"email\") int x", "has format, which is for String and URI, but its type is"
                        + " java.lang.Integer; drop it"),
                takes("@Schema(format = \"e-mail\") String x",
                        "has the format 'e-mail', which nobody checks; use one of"
                                + " date, date-time, duration, email, hostname, idn-email, idn-hostname, ipv4, ipv6, iri,"
                                + " iri-reference, json-pointer, regex, relative-json-pointer, time, uri, uri-reference,"
                                + " uri-template, uuid, or a pattern"),
                takes("@Schema(format = \"email\") java.net.URI x", "has the format 'email', but is a URI; use uri or"
                        + " uri-reference"),
                takes("@Schema(minimum = \"one\") int x", "has minimum 'one', which is no decimal number; write it like"
                        + " \"10\" or \"0.5\""),
                takes("@Schema(minimum = \"0.5\") int x", "has minimum 0.5, but is an integer; use a whole number"),
                takes("@Schema(maximum = \"2147483648\") int x", "has maximum 2147483648, which the type cannot hold:"
                        + " must be from -2147483648 to 2147483647, is 2147483648"),
                takes("@Schema(minimum = \"5\", maximum = \"4\") int x", "has minimum 5 and maximum 4, which leave no"
                        + " value; swap or change them"),
                takes("@Schema(minLength = 5, maxLength = 4) String x",
                        "has minLength 5 and maxLength 4, which leave no"
                                + " value; swap or change them"),
                takes("@Schema(minItems = -2) List<String> x", "has minItems -2, which is negative; use 0 or more"),
                takes("@Schema(pattern = \"(?=a)b\") String x", "has the pattern '(?=a)b', which has the look-around or"
                        + " atomic group '(?='" + RE2),
                takes("@Schema(pattern = \"(a)\\\\1\") String x",
                        "has the pattern '(a)\\1', which has the back reference"
                                + " '\\1'" + RE2),
                takes("@Schema(pattern = \"a++\") String x",
                        "has the pattern 'a++', which has the possessive quantifier"
                                + " '++'" + RE2),
                takes("@Schema(pattern = \"a{1,1001}\") String x",
                        "has the pattern 'a{1,1001}', which repeats more than"
                                + " 1000 times: '{1,1001}'" + RE2),
                takes("@Schema(pattern = \"(a\") String x", "has the pattern '(a', which is no regular expression:"
                        + " Unclosed group at character 3" + RE2));
    }

    static List<Mistake> values() {
        return List.of(
                takes("@Schema(defaultValue = \"0\", minimum = \"1\") int x", "has the default 0, which does not fit:"
                        + " minimum is 1"),
                takes("@Schema(defaultValue = \"many\") int x",
                        "has the default many, which is not JSON: expected a JSON"
                                + " value at character 1"),
                takes("@Schema(defaultValue = \"true\") int x", "has the default true, which does not fit: must be an"
                        + " integer, is true"),
                takes("@Schema(defaultValue = \"2026-02-31\") java.time.LocalDate x",
                        "has the default 2026-02-31, which"
                                + " does not fit: '2026-02-31' is not a date such as 2026-02-28"),
                takes("@Schema(defaultValue = \"GREEN\") Color x",
                        "has the default GREEN, which does not fit: \"GREEN\""
                                + " is not one of RED"),
                takes("@Schema(defaultValue = \"null\") List<String> x",
                        "has the default null, which does not fit: null"
                                + " is not allowed; mark the type @Nullable"),
                takes("@Schema(defaultValue = \"[1]\") List<String> x",
                        "has the default [1], which does not fit: must be"
                                + " a text, is the number 1"),
                takes("@Schema(defaultValue = \"{\\\"b\\\":1}\") P x",
                        "has the default {\"b\":1}, which does not fit: the"
                                + " record P has no 'b'"),
                takes("@Schema(defaultValue = \"abc\", maxLength = 2) String x", "has the default abc, which does not"
                        + " fit: maxLength is 2"),
                takes("@Schema(defaultValue = \"abc\", pattern = \"^b\") String x",
                        "has the default abc, which does not"
                                + " fit: pattern is ^b"),
                takes("@Schema(examples = {\"1\", \"x\"}) int x",
                        "has the example x, which is not JSON: expected a JSON"
                                + " value at character 1"));
    }

    static List<Mistake> headers() {
        String tool = "@Tool(description = \"d\") public void a(";
        return List.of(
                takes("@Schema(header = \"a b\") String x",
                        "has the header 'a b', which is no header name; use letters,"
                                + " digits and '-'"),
                takes("@Schema(header = \"H\") double x",
                        "has the header 'H', but only texts, integers and booleans can"
                                + " be repeated in a header; drop the header"),
                takes("@Schema(header = \"H\") @Nullable String x",
                        "has the header 'H' and is @Nullable; use an Optional,"
                                + " since a header cannot say null"),
                takes("@Schema(header = \"H\", maximum = \"9007199254740992\") long x", "has a header and maximum"
                        + " 9007199254740992; integers in headers stay within 9007199254740991 on both sides of 0"),
                new Mistake(tool + "@Description(\"x\") @Schema(header = \"H\") String x,\n"
                        + "@Description(\"y\") @Schema(header = \"h\") String y) {}", "void a",
                        "Tool method a has two arguments with the header 'h' (case does not count); rename one"),
                new Mistake("record R(@Schema(header = \"H\") int t) {}\n" + tool
                        + "@Description(\"x\") List<R> x) {}", "void a",
                        "Tool method a has the header 'H' inside a list, set, map, sealed interface or recursive record,"
                                + " where no header can name a value; drop it"),
                new Mistake(
                        "public record F(@Description(\"x\") @Schema(header = \"H\") String x) {}\npublic C(F f) {}\n"
                                + "@Tool(description = \"d\") public void a() {}",
                        "String x",
                        "Component 'x' of the configuration F has a header, which is for arguments of tools; drop it"));
    }

    private static Mistake takes(String parameter, String problem) {
        String at = parameter.substring(parameter.lastIndexOf('\n') + 1);
        return new Mistake("@Tool(description = \"d\") public void a(\n@Description(\"x\") " + parameter + ") {}", at,
                "Parameter 'x' " + problem);
    }

    private static Mistake returns(String type, String problem) {
        return new Mistake("@Tool(description = \"d\") public " + type + " a() { return null; }", " a()",
                "The result of method a " + problem);
    }
}
