using System;
using System.Text.Encodings.Web;
using System.Text.Json;
using FinTracer.Capture;
using FinTracer.Reporting.Wording;

namespace FinTracer.Reporting.Json;

/// <summary>The kinds of field that the contract knows, each written the same way everywhere.</summary>
static class JsonFields
{
    const decimal NsPerSecond = 1_000_000_000m;

    /// <summary>
    /// The report is no part of a web page, so <c>&amp;</c> and <c>&gt;</c> in a display filter stay readable; control characters are escaped all the same.
    /// </summary>
    public static JavaScriptEncoder Escaping => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>How every document is written.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = Escaping,
        SkipValidation = true, // the tests read every record against the schema
    };

    /// <summary>
    /// Text that came from outside as a JSON string. Written so that a reader gets it as it was, and a terminal sees nothing that could hide or turn what stands around it: where there is
    /// anything of that kind, all but plain ASCII is escaped.
    /// </summary>
    public static string Foreign(string text)
    {
        JavaScriptEncoder escaping = ReferenceEquals(Sanitizer.Clean(text), text) ? Escaping : JavaScriptEncoder.Default;
        return $"\"{escaping.Encode(text)}\"";
    }

    extension(Utf8JsonWriter json)
    {
        /// <summary>A time, RFC 3339 with nine digits; null when absent.</summary>
        public void WriteTime(ReadOnlySpan<byte> name, long? timeNs)
        {
            if (timeNs is not { } time)
            {
                json.WriteNull(name);
                return;
            }
            Span<byte> buffer = stackalloc byte[Rfc3339.MaxLength];
            json.WriteString(name, Rfc3339.Format(time, buffer));
        }

        /// <summary>A duration in seconds, exact to the nanosecond; null when absent.</summary>
        public void WriteSeconds(ReadOnlySpan<byte> name, long? durationNs)
        {
            if (durationNs is not { } duration)
            {
                json.WriteNull(name);
                return;
            }
            json.WriteNumber(name, duration / NsPerSecond);
        }

        /// <summary>Text that came from outside (<see cref="Foreign"/>); null when absent.</summary>
        public void WriteForeign(ReadOnlySpan<byte> name, string? text)
        {
            if (text is null)
            {
                json.WriteNull(name);
                return;
            }
            json.WritePropertyName(name);
            json.WriteRawValue(Foreign(text), skipInputValidation: true);
        }

        /// <summary>A number; null when absent.</summary>
        public void WriteOptionalNumber(ReadOnlySpan<byte> name, long? number)
        {
            if (number is { } value) { json.WriteNumber(name, value); }
            else { json.WriteNull(name); }
        }

        /// <summary>A frame number, null when absent; with several inputs the name of its file behind it as <paramref name="fileName"/>.</summary>
        public void WriteFrame(ReadOnlySpan<byte> name, ReadOnlySpan<byte> fileName, FrameId frame, InputNames names)
        {
            if (frame.IsSome) { json.WriteNumber(name, frame.Number); }
            else { json.WriteNull(name); }
            if (names.Several) { json.WriteForeign(fileName, names.Of(frame)); }
        }

        /// <summary>An address in its text form.</summary>
        public void WriteAddress(ReadOnlySpan<byte> name, UInt128 address)
        {
            Span<byte> buffer = stackalloc byte[AddressText.MaxLength];
            json.WriteString(name, AddressText.Format(address, buffer));
        }
    }
}
