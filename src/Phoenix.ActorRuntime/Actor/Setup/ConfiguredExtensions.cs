using Akka.Event;

namespace Akka.Actor;

/// <summary>The extensions that <c>akka.extensions</c> names.</summary>
internal static class ConfiguredExtensions
{
    /// <summary>Makes each; what cannot be made is logged and left out.</summary>
    internal static void Load(ExtendedActorSystem system, ILoggingAdapter log)
    {
        foreach (var name in system.Settings.Config.GetStringList("akka.extensions"))
        {
            try
            {
                if (Activator.CreateInstance(TypeNames.Find(name)) is IExtensionId extension)
                {
                    system.RegisterExtension(extension);
                }
                else
                {
                    log.Error("[{0}] of akka.extensions is no extension id and is left out", name);
                }
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                log.Error(failure, "[{0}] of akka.extensions cannot be loaded and is left out", name);
            }
        }
    }
}
