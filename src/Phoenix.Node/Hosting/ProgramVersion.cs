using System.Reflection;

namespace Phoenix.Node.Hosting;

/// <summary>The version of this program, with the commit it was built from.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } =
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion ?? "unknown";
}
