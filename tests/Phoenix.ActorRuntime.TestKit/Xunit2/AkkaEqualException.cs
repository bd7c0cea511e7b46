using System.Collections;
using System.Globalization;
using System.Runtime.Serialization;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Two values should have been equal.</summary>
public class AkkaEqualException : XunitException
{
    private readonly string? _message;

    public AkkaEqualException(string format = "", params object[] args)
        : base(XunitAssertions.Text(format, args)) => _message = XunitAssertions.Text(format, args);

    protected AkkaEqualException(SerializationInfo info, StreamingContext context)
        : base(string.Empty)
    {
        _ = info;
        _ = context;
    }

    public override string Message => _message ?? base.Message;

    /// <summary>Says both values, and why they should be equal.</summary>
    public static AkkaEqualException ForMismatchedValues(
        object? expected, object? actual, string? format = null, params object[] args)
    {
        var why = format is null ? "Values differ" : XunitAssertions.Text(format, args);
        var text = string.Format(
            CultureInfo.InvariantCulture,
            "Assert.Equal() Failure: {1}{0}Expected: {2}{0}Actual:   {3}",
            Environment.NewLine,
            why,
            Show(expected),
            Show(actual));
        return new AkkaEqualException("{0}", text);
    }

    private static string Show(object? value) => value switch
    {
        null => "null",
        string text => text,
        IEnumerable many => "[" + string.Join(", ", many.Cast<object?>().Select(Show)) + "]",
        _ => value.ToString() ?? value.GetType().ToString(),
    };
}
