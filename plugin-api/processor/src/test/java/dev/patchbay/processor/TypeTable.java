package dev.patchbay.processor;

import java.util.ArrayList;
import java.util.List;

/** Every supported type. */
final class TypeTable {
    private static final String INT = "{'type':'integer','minimum':-2147483648,'maximum':2147483647}";
    private static final String TIME = "[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\\\.[0-9]{1,9})?)?";
    private static final String DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

    private static final String NODE = "{'$ref':'#/$defs/Node'}";

    static List<TypeRow> rows() {
        List<TypeRow> rows = new ArrayList<>(scalars());
        rows.addAll(times());
        rows.addAll(containers());
        rows.addAll(records());
        return rows;
    }

    private static List<TypeRow> scalars() {
        String number = "{'type':'number'}";
        return List.of(
                same("String", "{'type':'string'}", "''", "'a'", "'\\u00e9\\ud83d\\ude00'")
                        .refuses("5", "must be a text, is the number 5").refuses("null", "must not be null"),
                same("boolean", "{'type':'boolean'}", "true", "false")
                        .refuses("'true'", "must be true or false, is the text 'true'"),
                same("Boolean", "{'type':'boolean'}", "true"),
                new TypeRow("int", INT, "{'type':'integer'}", "0", "-2147483648", "2147483647").becomes("5.0", "5")
                        .refuses("2147483648", "must be from -2147483648 to 2147483647, is 2147483648")
                        .refuses("1.5", "must be an integer, is the number 1.5")
                        .refuses("1e99", "must be from -2147483648 to 2147483647, is a much greater number"),
                new TypeRow("Integer", INT, "{'type':'integer'}", "7"),
                new TypeRow("long", "{'type':'integer','minimum':-9223372036854775808,'maximum':9223372036854775807}",
                        "{'type':'integer'}", "-9223372036854775808", "9223372036854775807")
                        .refuses("9223372036854775808",
                                "must be from -9223372036854775808 to 9223372036854775807, is"
                                        + " 9223372036854775808"),
                new TypeRow("Long", "{'type':'integer','minimum':-9223372036854775808,'maximum':9223372036854775807}",
                        "{'type':'integer'}", "9007199254740993"),
                same("double", number, "0.1", "-2.5").becomes("3", "3.0")
                        .refuses("1e400", "is too large for a binary fraction of 64 bits"),
                same("Double", number, "0.5"),
                same("java.math.BigInteger", "{'type':'integer'}", "123456789012345678901234567890")
                        .refuses("1e999999999", "must have at most 10000 digits"),
                same("java.math.BigDecimal", number, "0.1000", "12345678901234567890.123456789"),
                same("Color", "{'type':'string','enum':['RED','dark green']}", "'RED'", "'dark green'")
                        .refuses("'GREEN'", "'GREEN' is not one of RED, dark green"),
                same("java.time.DayOfWeek",
                        "{'type':'string','enum':['MONDAY','TUESDAY','WEDNESDAY','THURSDAY','FRIDAY','SATURDAY',"
                                + "'SUNDAY']}",
                        "'MONDAY'"),
                new TypeRow("java.net.URI", "{'type':'string','format':'uri'}",
                        "{'type':'string','format':'uri-reference'}",
                        "'https://example.org/a?b=c'")
                        .refuses("'a b'", "'a b' is not a URI such as https://example.org/a"),
                same("java.util.UUID", "{'type':'string','format':'uuid'}", "'2f1acc6c-9d3b-4c2e-8a57-0d4b7e1f9c30'")
                        .refuses("'1-1-1-1-1'",
                                "'1-1-1-1-1' is not a UUID such as 2f1acc6c-9d3b-4c2e-8a57-0d4b7e1f9c30"),
                same("byte @Nullable []", "{'type':['string','null'],'contentEncoding':'base64'}", "null", "'AAEC'"),
                same("byte[]", "{'type':'string','contentEncoding':'base64'}", "'AAEC/w=='", "''").refuses("'%'",
                        "'%' is not base64"),
                new TypeRow("Object", "{'type':['object','array','string','number','boolean']}", "{}", "{'a':[1,null]}",
                        "'x'",
                        "1.5",
                        "true"));
    }

    private static List<TypeRow> times() {
        return List.of(
                same("java.time.Instant", format("date-time"), "'2026-02-28T10:15:30Z'", "'2026-02-28T10:15:30.123Z'")
                        .becomes("'2026-02-28T11:15:30+01:00'", "'2026-02-28T10:15:30Z'")
                        .refuses("'2026-02-30T10:15:30Z'",
                                "'2026-02-30T10:15:30Z' is not a date and time with offset such as"
                                        + " 2026-02-28T10:15:30Z"),
                same("java.time.LocalDate", format("date"), "'2024-02-29'").refuses("'2026-02-31'",
                        "'2026-02-31' is not a date such as 2026-02-28"),
                same("java.time.LocalTime", "{'type':'string','format':'time-local','pattern':'^" + TIME + "$'}",
                        "'10:15:30'", "'10:15:30.5'").becomes("'10:15'", "'10:15:00'").refuses("'25:00'",
                                "'25:00' is not a time of day such as 10:15:30"),
                same("java.time.LocalDateTime",
                        "{'type':'string','format':'date-time-local','pattern':'^" + DATE + "T" + TIME + "$'}",
                        "'2026-02-28T10:15:30'").refuses("'2026-13-01T10:15:30'",
                                "'2026-13-01T10:15:30' is not a date and time such as 2026-02-28T10:15:30"),
                same("java.time.OffsetDateTime", format("date-time"), "'2026-02-28T10:15:00+01:00'"),
                same("java.time.OffsetTime", format("time"), "'10:15:00+01:00'"),
                same("java.time.ZonedDateTime",
                        "{'type':'string','pattern':'^" + DATE + "T" + TIME
                                + "(Z|[+-][0-9]{2}:[0-9]{2})(\\\\[[A-Za-z0-9_+/-]+\\\\])?$'}",
                        "'2026-02-28T10:15:30+01:00[Europe/Paris]'", "'2026-02-28T10:15:30Z'"),
                new TypeRow("java.time.Duration", format("duration"), "{'type':'string','pattern':'^PT[0-9.HMS-]+$'}",
                        "'PT2H30M'").becomes("'P1DT2H'", "'PT26H'").refuses("'P1Y'",
                                "'P1Y' is not a duration of days, hours, minutes and seconds such as P1DT2H30M"),
                new TypeRow("java.time.Period", format("duration"), "{'type':'string','pattern':'^P[0-9YMD-]+$'}",
                        "'P1Y2M10D'", "'P0D'").becomes("'P2W'", "'P14D'").refuses("'PT1H'",
                                "'PT1H' is not a period of years, months, weeks and days such as P1Y2M10D"),
                new TypeRow("java.time.Year", "{'type':'integer','minimum':-999999999,'maximum':999999999}",
                        "{'type':'integer'}", "2026"),
                same("java.time.YearMonth", "{'type':'string','pattern':'^[0-9]{4}-[0-9]{2}$'}", "'2026-02'")
                        .refuses("'2026-13'", "'2026-13' is not a month such as 2026-02"),
                same("java.time.MonthDay", "{'type':'string','pattern':'^--[0-9]{2}-[0-9]{2}$'}", "'--02-29'"),
                same("java.time.ZoneId", "{'type':'string'}", "'Europe/Paris'").refuses("'Mars'",
                        "'Mars' is not a time zone such as Europe/Paris"),
                same("java.time.ZoneOffset",
                        "{'type':'string','pattern':'^(Z|[+-][0-9]{2}(:[0-9]{2}(:[0-9]{2})?)?)$'}", "'+01:00'", "'Z'"));
    }

    private static List<TypeRow> containers() {
        return List.of(
                new TypeRow("java.util.List<Integer>", "{'type':'array','items':" + INT + "}",
                        "{'type':'array','items':{'type':'integer'}}", "[]", "[1,2]")
                        .refusesInside("[1,'x']", "[1] must be an integer, is the text 'x'")
                        .refusesInside("[null]", "[0] must not be null")
                        .refuses("{}", "must be a list, is an object"),
                same("java.util.List<@Nullable String>", "{'type':'array','items':{'type':['string','null']}}",
                        "['a',null]"),
                same("java.util.Set<String>", "{'type':'array','items':{'type':'string'},'uniqueItems':true}",
                        "['b','a']"),
                same("java.util.Map<String, Double>",
                        "{'type':'object','additionalProperties':{'type':'number'}}", "{'b':1.5,'a':2.5}", "{}")
                        .refusesInside("{'a':'x'}", "a must be a number, is the text 'x'"),
                same("java.util.Map<String, Object>", "{'type':'object'}", "{'a':null,'b':[1,{'c':0.10}]}"),
                same("java.util.List<Object>", "{'type':'array','items':{}}", "[null,1,'a']"),
                same("java.util.Map<String, java.util.List<java.time.LocalDate>>",
                        "{'type':'object','additionalProperties':{'type':'array','items':" + format("date") + "}}",
                        "{'a':['2026-02-28']}")
                        .refusesInside("{'a':['2026-02-28','2026-02-31']}",
                                "a[1] '2026-02-31' is not a date such as 2026-02-28"));
    }

    private static List<TypeRow> records() {
        String user = "'properties':{'id':%s,'e-mail':{'type':'string','description':'Where to write'},"
                + "'nick':{'type':['string','null']},'born':{'type':'string','format':'date'},"
                + "'role':{'type':'string','enum':['RED','dark green']%s}}";
        String userIn = "{'type':'object'," + String.format(user, INT, ",'default':'RED'")
                + ",'required':['id','e-mail','nick'],'additionalProperties':false,'description':'A person'}";
        String userOut = "{'type':'object'," + String.format(user, "{'type':'integer'}", "")
                + ",'required':['id','e-mail','nick','role'],'description':'A person'}";
        String ada = "{'id':1,'e-mail':'a@b','nick':null,'born':'1815-12-10','role':'dark green'}";
        return List.of(
                new TypeRow("User", userIn.replace(",'description':'A person'", ""), userOut, ada)
                        .becomes("{'id':1,'e-mail':'a@b','nick':'A'}",
                                "{'id':1,'e-mail':'a@b','nick':'A','role':'RED'}")
                        .refusesInside("{'id':1,'nick':null}", "e-mail is missing")
                        .refusesInside("{'id':1,'e-mail':'a@b'}", "nick is missing")
                        .refusesInside("{'id':1,'e-mail':'a@b','nick':null,'born':null}", "born must not be null")
                        .refuses("{'id':-1,'e-mail':'a@b','nick':null}", "the id is negative")
                        .refuses("[]", "must be an object, is a list"),
                new TypeRow("Page<User>",
                        "{'type':'object','properties':{'items':{'type':'array','items':" + userIn
                                + "},'next':{'type':['string','null']}},'required':['items','next'],"
                                + "'additionalProperties':false}",
                        "{'type':'object','properties':{'items':{'type':'array','items':" + userOut
                                + "},'next':{'type':['string','null']}},'required':['items','next']}",
                        "{'items':[" + ada + "],'next':'x'}").refusesInside("{'items':[{}],'next':null}",
                                "items[0].id is missing"),
                new TypeRow("Page<Integer>",
                        "{'type':'object','properties':{'items':{'type':'array','items':" + INT
                                + "},'next':{'type':['string','null']}},'required':['items','next'],"
                                + "'additionalProperties':false}",
                        "{'type':'object','properties':{'items':{'type':'array','items':{'type':'integer'}},"
                                + "'next':{'type':['string','null']}},'required':['items','next']}",
                        "{'items':[1],'next':null}"),
                new TypeRow("Node", NODE, NODE, "{'name':'a','children':[{'name':'b','children':[]}]}")
                        .refusesInside("{'name':'a','children':[{'name':'b'}]}", "children[0].children is missing"),
                new TypeRow("Shape",
                        "{'oneOf':[{'type':'object','properties':{'type':{'const':'circle'},'radius':{'type':'number'}},"
                                + "'required':['type','radius'],'additionalProperties':false},"
                                + "{'type':'object','properties':{'type':{'const':'big_square'},'side':{'type':'number'}},"
                                + "'required':['type','side'],'additionalProperties':false}]}",
                        "{'oneOf':[{'type':'object','properties':{'type':{'const':'circle'},'radius':{'type':'number'}},"
                                + "'required':['type','radius']},"
                                + "{'type':'object','properties':{'type':{'const':'big_square'},'side':{'type':'number'}},"
                                + "'required':['type','side']}]}",
                        "{'type':'circle','radius':1.5}", "{'type':'big_square','side':2.5}")
                        .refusesInside("{'type':'triangle'}",
                                "type 'triangle' is not one of circle, big_square")
                        .refusesInside("{'radius':1}", "type is missing"),
                new TypeRow("Expression", "{'$ref':'#/$defs/Expression'}", "{'$ref':'#/$defs/Expression'}",
                        "{'type':'plus','left':{'type':'literal','value':1.5},"
                                + "'right':{'type':'literal','value':2.5}}"),
                same("@Nullable Node", "{'anyOf':[" + NODE + ",{'type':'null'}]}", "null"),
                same("@Nullable Color", "{'type':['string','null'],'enum':['RED','dark green',null]}", "null", "'RED'"),
                same("@Nullable Object", "{}", "null", "{'a':1}"),
                new TypeRow("@Nullable Empty",
                        "{'type':['object','null'],'properties':{},'additionalProperties':false}",
                        "{'type':['object','null'],'properties':{}}", "null", "{}"));
    }

    static final String TYPES = """
                public enum Color { RED, @Schema(name = "dark green") GREEN }
                @Description("A person")
                public record User(int id, @Description("Where to write") @Schema(name = "e-mail") String email,
                        @Nullable String nick, Optional<java.time.LocalDate> born,
                        @Schema(defaultValue = "RED") Color role) {
                    public User {
                        if (id < 0) {
                            throw new IllegalArgumentException("the id is negative");
                        }
                    }
                }
                record Page<T>(java.util.List<T> items, @Nullable String next) {}
                record Node(String name, java.util.List<Node> children) {}
                public sealed interface Shape permits Circle, BigSquare {}
                record Circle(double radius) implements Shape {}
                record BigSquare(double side) implements Shape {}
                public sealed interface Expression {}
                record Plus(Expression left, Expression right) implements Expression {}
                record Literal(double value) implements Expression {}
                record Empty() {}
                record Box<V>(V value) {}
            """;

    private static TypeRow same(String type, String schema, String... values) {
        return new TypeRow(type, schema, schema, values);
    }

    private static String format(String format) {
        return "{'type':'string','format':'" + format + "'}";
    }

    private TypeTable() {}
}
