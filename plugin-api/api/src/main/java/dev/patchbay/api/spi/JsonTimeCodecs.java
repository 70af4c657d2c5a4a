package dev.patchbay.api.spi;

import dev.patchbay.api.Internal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The codecs of the java.time types. Texts are those of ISO 8601, with seconds wherever RFC 3339 demands them. */
@Internal
public final class JsonTimeCodecs {
    /** Moments. */
    public static final JsonCodec<Instant> INSTANT = JsonCodecs.text(
            "a date and time with offset such as 2026-02-28T10:15:30Z", Instant::parse, Instant::toString);
    /** Dates. */
    public static final JsonCodec<LocalDate> LOCAL_DATE = JsonCodecs.text("a date such as 2026-02-28",
            LocalDate::parse, LocalDate::toString);
    /** Times of day. */
    public static final JsonCodec<LocalTime> LOCAL_TIME = JsonCodecs.text("a time of day such as 10:15:30",
            LocalTime::parse, DateTimeFormatter.ISO_LOCAL_TIME::format);
    /** Dates with time of day. */
    public static final JsonCodec<LocalDateTime> LOCAL_DATE_TIME = JsonCodecs.text(
            "a date and time such as 2026-02-28T10:15:30", LocalDateTime::parse,
            DateTimeFormatter.ISO_LOCAL_DATE_TIME::format);
    /** Dates with time of day and offset. */
    public static final JsonCodec<OffsetDateTime> OFFSET_DATE_TIME = JsonCodecs.text(
            "a date and time with offset such as 2026-02-28T10:15:30+01:00", OffsetDateTime::parse,
            DateTimeFormatter.ISO_OFFSET_DATE_TIME::format);
    /** Times of day with offset. */
    public static final JsonCodec<OffsetTime> OFFSET_TIME = JsonCodecs.text(
            "a time of day with offset such as 10:15:30+01:00", OffsetTime::parse,
            DateTimeFormatter.ISO_OFFSET_TIME::format);
    /** Dates with time of day, offset and, where there is one, region. */
    public static final JsonCodec<ZonedDateTime> ZONED_DATE_TIME = JsonCodecs.text(
            "a date and time with zone such as 2026-02-28T10:15:30+01:00[Europe/Paris]", ZonedDateTime::parse,
            DateTimeFormatter.ISO_ZONED_DATE_TIME::format);
    /** Exact amounts of time. */
    public static final JsonCodec<Duration> DURATION = JsonCodecs.text(
            "a duration of days, hours, minutes and seconds such as P1DT2H30M", Duration::parse, Duration::toString);
    /** Amounts of years, months and days. */
    public static final JsonCodec<Period> PERIOD = JsonCodecs.text(
            "a period of years, months, weeks and days such as P1Y2M10D", Period::parse, Period::toString);
    /** Years, as integers. */
    public static final JsonCodec<Year> YEAR = JsonCodec.of(
            json -> Year.of((int) JsonNumbers.longValue(json, Year.MIN_VALUE, Year.MAX_VALUE)),
            year -> (long) year.getValue());
    /** Months of a year. */
    public static final JsonCodec<YearMonth> YEAR_MONTH = JsonCodecs.text("a month such as 2026-02", YearMonth::parse,
            YearMonth::toString);
    /** Days that come every year. */
    public static final JsonCodec<MonthDay> MONTH_DAY = JsonCodecs.text("a day of the year such as --02-28",
            MonthDay::parse, MonthDay::toString);
    /** Time zones. */
    public static final JsonCodec<ZoneId> ZONE_ID = JsonCodecs.text("a time zone such as Europe/Paris", ZoneId::of,
            ZoneId::getId);
    /** Offsets from UTC. */
    public static final JsonCodec<ZoneOffset> ZONE_OFFSET = JsonCodecs.text("an offset from UTC such as +01:00",
            ZoneOffset::of, ZoneOffset::getId);

    private JsonTimeCodecs() {}
}
