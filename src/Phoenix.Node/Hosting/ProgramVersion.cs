using System.Reflection;

namespace Phoenix.Node.Hosting;

/// <summary>The version of this program, with the commit it was built from.</summary>
internal static class ProgramVersion
{
    private const int HashLength = 8;

    /// <summary>For people: <c>1.0.0 (abcdef12)</c>.</summary>
    public static string Text { get; } = Short(
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion ?? "unknown");

    /// <summary>Shortens the hash the compiler appends after a plus sign.</summary>
    public static string Short(string version) => version.Split('+') switch
    {
        [var number, { Length: > 0 } hash] => $"{number} ({hash[..Math.Min(HashLength, hash.Length)]})",
        _ => version,
    };
}
