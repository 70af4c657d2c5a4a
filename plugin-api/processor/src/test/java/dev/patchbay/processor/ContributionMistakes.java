package dev.patchbay.processor;

import java.util.List;

/** Mistakes with methods and classes. */
final class ContributionMistakes {
    private ContributionMistakes() {}

    static List<Mistake> methods() {
        String d = "@Tool(description = \"d\") ";
        return List.of(
                new Mistake("@Tool(description = \" \") public void a() {}", "void a",
                        "Method a has a blank description in @Tool; say in a sentence what it does, for the model that"
                                + " reads it"),
                new Mistake(d + "void a() {}", "void a", "Method a is not public; make it public"),
                new Mistake(d + "public static void a() {}", "void a", "Method a is static; drop static"),
                new Mistake(d + "public <T> void a() {}", "void a",
                        "Method a is generic; name the types it takes and returns"),
                new Mistake(d + "public void a() throws Throwable {}", "void a",
                        "Method a declares Throwable; declare Exception"),
                new Mistake(d + "@Prompt(description = \"d\") public String a() { return \"\"; }", "String a",
                        "Method a is marked @Tool and @Prompt; split it into methods with one mark each"),
                new Mistake("@Tool(name = \"get user\", description = \"d\") public void a() {}", "void a",
                        "'get user' is not a legal name for a tool; use 1 to 64 characters of A-Z a-z 0-9 _ . -"),
                new Mistake("@Tool(description = \"d\") public void größe() {}", "void größe",
                        "'größe' is not a legal name for a tool; use 1 to 64 characters of A-Z a-z 0-9 _ . -"),
                new Mistake(d + "public void getUser() {}\n@Tool(name = \"get_user\", description = \"d\")"
                        + " public void b() {}", "void b",
                        "Method b names the tool 'get_user', which C.getUser has already; rename one"),
                new Mistake(d + "public void a() {}\n@Tool(name = \"A\", description = \"d\") public void b() {}",
                        "void b", "Method b names the tool 'A' like 'a' (case does not count), which C.a has already;"
                                + " rename one"));
    }

    static List<Mistake> traits() {
        return List.of(
                new Mistake("@Tool(description = \"d\", readOnly = true, destructive = true) public void a() {}",
                        "void a", "Tool method a is readOnly and destructive; drop one of the two"),
                new Mistake("@Tool(description = \"d\", cacheSeconds = 5, readOnly = true) public void a() {}",
                        "void a",
                        "Tool method a has cacheSeconds, but only results of a readOnly and idempotent tool may be given"
                                + " again; set both if they are true, or drop cacheSeconds"),
                new Mistake("@Tool(description = \"d\", cacheSeconds = -1) public void a() {}", "void a",
                        "Tool method a has cacheSeconds -1; use 1 or more, or 0 for never"),
                new Mistake("@Tool(description = \"d\", cacheShared = true) public void a() {}", "void a",
                        "Tool method a has cacheShared without cacheSeconds; set cacheSeconds"),
                new Mistake("@Tool(description = \"d\", staleSeconds = 5) public void a() {}", "void a",
                        "Tool method a has staleSeconds without cacheSeconds; set cacheSeconds"),
                new Mistake("@Tool(description = \"d\", staleSeconds = -1) public void a() {}", "void a",
                        "Tool method a has staleSeconds -1; use 1 or more, or 0 for never"),
                new Mistake("@Tool(description = \"d\", readOnly = true, changes = \"t\") public void a() {}", "void a",
                        "Tool method a is readOnly and changes something; drop one of the two"),
                new Mistake("@Tool(description = \"d\", changes = {\"t\", \" \"}) public void a() {}", "void a",
                        "Tool method a has a blank name in changes; name a resource URI, datasource:<name>/<table> or a"
                                + " tag"),
                new Mistake("@Tool(description = \"d\", deadlineSeconds = 3601) public void a() {}", "void a",
                        "Tool method a has deadlineSeconds 3601; use 1 to 3600, or 0 for the host's default"));
    }

    static List<Mistake> resources() {
        return List.of(
                new Mistake(resource("docs://a b") + "public String a() { return \"\"; }", "String a",
                        "'docs://a b' is not a URI: Illegal character in authority; write an absolute one such as"
                                + " docs://api"),
                new Mistake(resource("docs/api") + "public String a() { return \"\"; }", "String a",
                        "'docs/api' does not begin with a URI scheme; begin with a lower-case letter, then letters,"
                                + " digits, '+', '-' or '.', then '://', such as docs://api"),
                new Mistake("@Resource(uri = \"docs://a\", name = \"n\", description = \"d\", cacheSeconds = -2)"
                        + " public String a() { return \"\"; }", "String a",
                        "Method a has cacheSeconds -2; use 1 or more, or 0 for never"),
                new Mistake("@Resource(uri = \"docs://a\", name = \"\", description = \"d\") public String a() { return"
                        + " \"\"; }", "String a",
                        "Method a has a blank name in @Resource; give the resource a short name"),
                new Mistake(resource("docs://a") + "public void a() {}", "void a",
                        "The result of method a is void; return the contents: a String, byte[], ReadResourceResult or a"
                                + " record"),
                new Mistake(resource("docs://a") + "public String a(String x) { return x; }", "String a",
                        "Parameter 'x' has no source: a resource of a fixed URI takes a Call or nothing; use"
                                + " @ResourceTemplate for variables"),
                new Mistake(resource("docs://a") + "public String a() { return \"\"; }\n" + resource("docs://a")
                        + "public String b() { return \"\"; }", "String b",
                        "Method b serves 'docs://a', which C.a serves already; keep one"),
                new Mistake(template("docs://{a}{b}") + "public String a() { return \"\"; }", "String a",
                        "The URI template 'docs://{a}{b}' is malformed: two variables touch before {b}; put text between"
                                + " them"),
                new Mistake(template("docs://a") + "public String a() { return \"\"; }", "String a",
                        "The URI template 'docs://a' has no variable; use @Resource for a fixed URI"),
                new Mistake(template("docs://{id}") + "public String a() { return \"\"; }", "String a",
                        "Method a has no parameter for the variable 'id' of 'docs://{id}'; add @Description(\"…\") String"
                                + " id"),
                new Mistake(template("docs://{id}")
                        + "public String a(@Description(\"x\") String id,\n@Description(\"x\") String no) { return id; }",
                        "String no", "Parameter 'no' is no variable of 'docs://{id}', which has id; rename it or add"
                                + " {no}"),
                new Mistake(template("docs://{id}")
                        + "public String a(\n@Description(\"x\") int id) { return \"\"; }", "int id",
                        "Parameter 'id' has the type java.lang.Integer, but a variable of a template is a text; use"
                                + " String, an enum, a java.time type, URI or UUID"),
                new Mistake(template("docs://{id}")
                        + "public String a(\n@Description(\"x\") Optional<String> id) { return \"\"; }", "Optional",
                        "Parameter 'id' may be absent or null, but a variable of a template always has a value; use the"
                                + " plain type"),
                new Mistake(template("docs://{id}")
                        + "public String a(\n@Description(\"x\") @Schema(minLength = 2) String id) { return \"\"; }",
                        "String id", "Parameter 'id' has minLength, but a variable of a template has no schema; drop it"
                                + " and check the value in the method"));
    }

    static List<Mistake> prompts() {
        String prompt = "@Prompt(description = \"d\") public ";
        return List.of(
                new Mistake(prompt + "String a(\n@Description(\"x\") int x) { return \"\"; }", "int x",
                        "Parameter 'x' has the type java.lang.Integer, but an argument of a prompt is a text; use String,"
                                + " an enum, a java.time type, URI or UUID"),
                new Mistake(prompt + "String a(\n@Description(\"x\") @Nullable String x) { return \"\"; }", "String x",
                        "Parameter 'x' is @Nullable, but an argument of a prompt is never null; use an Optional"),
                new Mistake(prompt + "int a() { return 1; }", "int a",
                        "The result of method a has the type int, but a prompt returns a String, a PromptMessage, a list"
                                + " of them or a GetPromptResult"),
                new Mistake(prompt + "String a() { return \"\"; }\n@Prompt(name = \"a\", description = \"d\") public"
                        + " String b() { return \"\"; }", "String b",
                        "Method b names the prompt 'a', which C.a has already; rename one"));
    }

    static List<Mistake> completions() {
        String prompt = "@Prompt(description = \"d\") public String p(@Description(\"x\") String x) { return x; }\n";
        String values = "(String text) { return List.of(); }";
        return List.of(
                new Mistake(prompt + "@Completion(prompt = \"q\", argument = \"x\") public List<String> a" + values,
                        "List<String> a", "Completion method a names the prompt 'q', which the plugin does not declare;"
                                + " its prompts are p"),
                new Mistake(prompt + "@Completion(prompt = \"p\", argument = \"y\") public List<String> a" + values,
                        "List<String> a",
                        "Completion method a names the argument 'y', which the prompt 'p' does not have;"
                                + " it has x"),
                new Mistake(prompt + "@Completion(template = \"a://{b}\", argument = \"b\") public List<String> a"
                        + values, "List<String> a",
                        "Completion method a names the template 'a://{b}', which the plugin does not declare; there is"
                                + " none"),
                new Mistake(template("a://{b}") + "public String t(@Description(\"x\") String b) { return b; }\n"
                        + "@Completion(template = \"a://{b}\", argument = \"c\") public List<String> a" + values,
                        "List<String> a",
                        "Completion method a names the variable 'c', which 'a://{b}' does not have; it"
                                + " has b"),
                new Mistake(prompt + "@Completion(argument = \"x\") public List<String> a" + values, "List<String> a",
                        "Completion method a names a prompt and a template, or neither; name exactly one"),
                new Mistake(prompt + "@Completion(prompt = \"p\", argument = \"x\") public List<String> a" + values
                        + "\n@Completion(prompt = \"p\", argument = \"x\") public List<String> b" + values,
                        "List<String> b",
                        "Completion method b completes what another method completes already; keep one"),
                new Mistake(prompt
                        + "@Completion(prompt = \"p\", argument = \"x\") public String a(String t) { return t; }",
                        "String a", "The result of method a has the type java.lang.String, but a completion returns a"
                                + " List<String> or a CompleteResult"),
                new Mistake(prompt + "@Completion(prompt = \"p\", argument = \"x\") public List<String> a(String s,\n"
                        + "String t) { return List.of(); }", "String t",
                        "Parameter 't' has the same type as another; a completion takes the text, the known arguments and"
                                + " the call once each"),
                new Mistake(
                        prompt + "@Completion(prompt = \"p\", argument = \"x\") public List<String> a(\nint t) { return"
                                + " List.of(); }",
                        "int t",
                        "Parameter 't' has the type int, but a completion takes a String (the text typed so far), a"
                                + " Map<String, String> (the arguments known already) and a Call"));
    }

    static List<Mistake> classes() {
        String tool = "@Tool(description = \"d\") public void a() {}\n";
        return List.of(
                new Mistake("public C() {}\npublic C(PluginContext context) {}\n" + tool, "class C",
                        "Class C has 2 public constructors; keep one"),
                new Mistake("C() {}\n" + tool, "class C", "Class C has no public constructor; make one public"),
                new Mistake("public C(\nString name) {}\n" + tool, "String name",
                        "Constructor parameter 'name' has the type java.lang.String, but a constructor takes at most a"
                                + " configuration record and a PluginContext"),
                new Mistake("public C(PluginContext a,\nPluginContext b) {}\n" + tool, "PluginContext b",
                        "Constructor parameter 'b' is a second one of its kind; a constructor takes at most a"
                                + " configuration record and a PluginContext"),
                new Mistake("public record F(\nString x) {}\npublic C(F f) {}\n" + tool, "String x",
                        "Component 'x' of the configuration F has no description; say what it is with"
                                + " @Description(\"…\")"),
                new Mistake("public record F(\n@Description(\"x\") @Schema(defaultValue = \"s\")"
                        + " dev.patchbay.api.config.Secret x) {}\npublic C(F f) {}\n" + tool, "Secret x",
                        "Component 'x' of the record F is a secret with a default; drop the default"),
                new Mistake("public void a() {}", "class C",
                        "Class C contributes nothing; mark a public method @Tool, @Resource, @ResourceTemplate or"
                                + " @Prompt, or implement Contributor"));
    }

    static String resource(String uri) {
        return "@Resource(uri = \"" + uri + "\", name = \"n\", description = \"d\")\n";
    }

    private static String template(String uri) {
        return "@ResourceTemplate(uriTemplate = \"" + uri + "\", name = \"n\", description = \"d\")\n";
    }
}
