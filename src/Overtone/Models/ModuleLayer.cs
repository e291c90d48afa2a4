using static TorchSharp.torch;

namespace Overtone.Models;

/// <summary>One part of a TorchSharp module, whose answer is caught while the whole computes.</summary>
internal sealed class ModuleLayer
{
    private readonly string _name;
    private readonly nn.Module<Tensor, Tensor> _part;

    private ModuleLayer(string name, nn.Module<Tensor, Tensor> part) => (_name, _part) = (name, part);

    /// <summary>The parts that answer a tensor with a tensor.</summary>
    internal static IEnumerable<(string Name, nn.Module<Tensor, Tensor> Module)> PartsOf(nn.Module module) => module.named_modules()
        .Where(part => part.name.Length > 0 && part.module is nn.Module<Tensor, Tensor>)
        .Select(part => (part.name, (nn.Module<Tensor, Tensor>)part.module));

    /// <summary>The part of a name.</summary>
    /// <exception cref="ModelFormatException">There is none.</exception>
    internal static ModuleLayer Find(nn.Module module, string name)
    {
        (string Name, nn.Module<Tensor, Tensor> Module)[] parts = [.. PartsOf(module)];
        int index = Array.FindIndex(parts, part => part.Name == name);
        IEnumerable<string> near = parts.Select(part => part.Name).OrderBy(other => EditDistance.Between(other, name)).Take(10);
        return index >= 0
            ? new ModuleLayer(name, parts[index].Module)
            : throw new ModelFormatException(module.GetName(), "layer", $"\"{name}\"", "a part of the module; the nearest of "
                + $"{parts.Length} names: {string.Join(", ", near)}");
    }

    /// <summary>The weights of the first convolution, float32 on the processor; null if there is none among the parameters.</summary>
    internal static Tensor? FirstConvolution(nn.Module module)
    {
        using var scope = NewDisposeScope();
        return module
            .parameters()
            .FirstOrDefault(p => p.dim() == 4)
            ?.detach()
            .to_type(ScalarType.Float32)
            .cpu()
            .clone()
            .MoveToOuterDisposeScope();
    }

    /// <summary>What the part answers while the whole computes; its last answer where it is called several times.</summary>
    /// <exception cref="ModelFormatException">The whole does not call it.</exception>
    internal Tensor Answer(nn.Module<Tensor, Tensor> whole, Tensor input)
    {
        Tensor? caught = null;
        var hook = _part.register_forward_hook((_, _, output) =>
        {
            caught?.Dispose();
            caught = output.detach().DetachFromDisposeScope();
            return output;
        });
        try
        {
            whole.call(input).Dispose();
        }
        finally
        {
            hook.remove();
        }

        // What was detached belongs to nobody; its alias belongs to the caller's scope.
        using (caught)
            return caught?.alias() ?? throw new ModelFormatException(whole.GetName(), "layer", $"\"{_name}\", which the module does not "
                + "call", "a part that it calls");
    }
}
