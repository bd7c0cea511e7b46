using System.Reflection;
using System.Text.Json;
using Akka.Configuration.Hocon;

namespace Akka.Configuration;

/// <summary>Makes configurations from text.</summary>
public class ConfigurationFactory
{
    public static Config Empty => Config.Empty;

    /// <summary>Parses HOCON; what is wrong with it is a <see cref="ConfigurationException"/> with line and
    /// column.</summary>
    public static Config ParseString(string hocon) => new(Parser.Parse(hocon, null));

    /// <param name="hocon">The text.</param>
    /// <param name="includeCallback">Gives the content of an included file by the name it is included by; null if
    /// there is no such file, which is a mistake only where the text says <c>required</c>.</param>
    public static Config ParseString(string hocon, Func<string, HoconRoot?>? includeCallback) =>
        new(Parser.Parse(hocon, includeCallback));

    /// <summary>The settings the runtime itself has where nothing else is said.</summary>
    public static Config Default() => Actor.Settings.Reference;

    /// <summary>The public properties of an object, by the rules of <see cref="JsonSerializer"/>.</summary>
    public static Config FromObject(object source) => ParseString(JsonSerializer.Serialize(source));

    /// <summary>HOCON embedded in the assembly of <typeparamref name="TAssembly"/>.</summary>
    public static Config FromResource<TAssembly>(string resourceName) =>
        FromResource(resourceName, typeof(TAssembly).Assembly);

    /// <param name="resourceName">The name of the resource.</param>
    /// <param name="instanceInAssembly">Something whose type is of the assembly, a type of it, or the assembly
    /// itself.</param>
    public static Config FromResource(string resourceName, object instanceInAssembly) => instanceInAssembly switch
    {
        Type type => FromResource(resourceName, type.Assembly),
        Assembly assembly => FromResource(resourceName, assembly),
        _ => FromResource(resourceName, instanceInAssembly.GetType().Assembly),
    };

    public static Config FromResource(string resourceName, Assembly assembly)
    {
        using var stream = assembly.GetManifestResourceStream(resourceName) ?? throw new ConfigurationException(
            $"{assembly.GetName().Name} has no resource {resourceName}.");
        using var reader = new StreamReader(stream);
        return new Config(Parser.Parse(reader.ReadToEnd(), null, resourceName));
    }
}
