using System.Globalization;
using Akka.TestKit.Xunit2.Internals;
using Xunit;

namespace Akka.TestKit.Xunit2;

/// <summary>Fails as xunit does.</summary>
public class XunitAssertions : ITestKitAssertions
{
    public void Fail(string format = "", params object[] args) => Assert.Fail(Text(format, args));

    public void AssertTrue(bool condition, string format = "", params object[] args) =>
        Assert.True(condition, condition ? null : Text(format, args));

    public void AssertFalse(bool condition, string format = "", params object[] args) =>
        Assert.False(condition, condition ? Text(format, args) : null);

    public void AssertEqual<T>(T expected, T actual, string format = "", params object[] args)
    {
        if (new AkkaAssertEqualityComparer<T>().Equals(expected, actual)) return;
        throw AkkaEqualException.ForMismatchedValues(expected, actual, format, args);
    }

    public void AssertEqual<T>(
        T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args)
    {
        if (comparer(expected, actual)) return;
        throw AkkaEqualException.ForMismatchedValues(expected, actual, format, args);
    }

    // Braces that are no holes are said as they are.
    internal static string Text(string? format, object[] args)
    {
        try
        {
            return string.Format(CultureInfo.InvariantCulture, format ?? string.Empty, args);
        }
        catch (FormatException)
        {
            return format!;
        }
    }
}
