using Overtone.Studies;
using TorchSharp;

namespace Overtone.Catalog;

/// <summary>The numerical library, as trials name it.</summary>
internal static class TensorBackend
{
    /// <summary>Its name and version.</summary>
    public static string Name { get; } = $"TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "unknown"}";

    /// <summary>The device of a name.</summary>
    /// <exception cref="InvalidOptionException">It is no device, or not here.</exception>
    public static torch.Device DeviceOf(string name)
    {
        // libtorch refuses a CUDA device that is not here while the name is read, and says less.
        if ((name == "cuda" || name.StartsWith("cuda:", StringComparison.Ordinal)) && !torch.cuda.is_available())
            throw new InvalidOptionException("--device", name, "cpu: no CUDA device is available to the libtorch that is loaded "
                + "('overtone doctor' shows which)");
        try
        {
            return torch.device(name);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new InvalidOptionException("--device", name, "cpu or cuda:N");
        }
    }
}
