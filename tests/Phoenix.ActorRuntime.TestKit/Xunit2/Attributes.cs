using Xunit;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2.Attributes;

/// <summary>A fact that only a developer's machine can check: the variable <c>XUNIT_SKIP_LOCAL_FACT</c> skips it.
/// </summary>
public class LocalFactAttribute : FactAttribute
{
    private string? _skip;

    /// <summary>Skipped, and why; with <see cref="SkipLocal"/> where the variable asks for it.</summary>
    public override string? Skip
    {
        get => _skip ?? LocalSkip.Reason("XUNIT_SKIP_LOCAL_FACT", SkipLocal);
        set => _skip = value;
    }

    /// <summary>Why it is skipped where the variable asks for it.</summary>
    public string? SkipLocal { get; set; }
}

/// <summary>A theory that only a developer's machine can check: the variable <c>XUNIT_SKIP_LOCAL_THEORY</c> skips it.
/// </summary>
[XunitTestCaseDiscoverer("Xunit.Sdk.TheoryDiscoverer", "xunit.execution.{Platform}")]
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public class LocalTheoryAttribute : TheoryAttribute
{
    private string? _skip;

    /// <summary>Skipped, and why; with <see cref="SkipLocal"/> where the variable asks for it.</summary>
    public override string? Skip
    {
        get => _skip ?? LocalSkip.Reason("XUNIT_SKIP_LOCAL_THEORY", SkipLocal);
        set => _skip = value;
    }

    /// <summary>Why it is skipped where the variable asks for it.</summary>
    public string? SkipLocal { get; set; }
}

/// <summary>A fact of Windows alone.</summary>
public class WindowsFactAttribute : FactAttribute
{
    private string? _skip;

    /// <summary>Skipped, and why; with <see cref="SkipUnix"/> elsewhere.</summary>
    public override string? Skip
    {
        get => _skip ?? (OperatingSystem.IsWindows()
            ? null
            : SkipUnix ?? "Skipped under Unix platforms");
        set => _skip = value;
    }

    /// <summary>Why it is skipped elsewhere.</summary>
    public string? SkipUnix { get; set; }
}

/// <summary>Whether this is a place where local tests are skipped.</summary>
internal static class LocalSkip
{
    internal static string? Reason(string variable, string? reason) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } ? reason ?? "Local tests are skipped" : null;
}
