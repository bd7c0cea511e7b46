namespace Phoenix.EndToEnd;

/// <summary>
/// A span as a receiver gets it; times in nanoseconds since 1970. Field numbers: opentelemetry-proto 1.x,
/// trace/v1/trace.proto and common/v1/common.proto, https://github.com/open-telemetry/opentelemetry-proto.
/// </summary>
internal sealed record OtlpSpan(
    string TraceId,
    string SpanId,
    string ParentId,
    string Name,
    ulong Start,
    ulong End,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<string> Links)
{
    public string this[string attribute] => Attributes.GetValueOrDefault($"phoenix.{attribute}", "");

    /// <summary>All spans of one request.</summary>
    public static IEnumerable<OtlpSpan> Read(byte[] request) => new Protobuf(request)
        .Messages(1).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2)).Select(Of);

    private static OtlpSpan Of(Protobuf span) => new(
        span.Hex(1),
        span.Hex(2),
        span.Hex(4),
        span.Text(5),
        span.Number(7),
        span.Number(8),
        span.Messages(9).ToDictionary(pair => pair.Text(1), pair => Value(pair.Message(2))),
        [.. span.Messages(13).Select(link => link.Hex(2))]);

    private static string Value(Protobuf any) =>
        any.Has(1) ? any.Text(1)
        : any.Has(2) ? any.Number(2) != 0 ? "true" : "false"
        : any.Has(3) ? $"{(long)any.Number(3)}"
        : $"{BitConverter.UInt64BitsToDouble(any.Number(4))}";
}
