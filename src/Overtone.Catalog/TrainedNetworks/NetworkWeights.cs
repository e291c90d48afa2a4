using System.Text;
using System.Text.Json;
using Overtone.Data;
using Overtone.Studies;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Overtone.Catalog.TrainedNetworks;

/// <summary>A trained network as its trial leaves it behind: what was trained, and its parameters and buffers.</summary>
internal static class NetworkWeights
{
    private const string Description = "network.json", Weights = "weights";

    public static void Write(TrainedNetwork trial, nn.Module<Tensor, Tensor> network, Recorder to)
    {
        to.WriteArtefact(Description, stream => JsonSerializer.Serialize(stream, trial, StudyJson.Compact));
        to.WriteArtefact(Weights, stream =>
        {
            using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
            foreach (Tensor tensor in TensorsOf(network))
                tensor.Save(writer);
        });
    }

    /// <summary>The trained network; the caller disposes it.</summary>
    /// <param name="trained">The trial that trained it.</param>
    /// <param name="to">The trial that reads it.</param>
    /// <param name="device">Where it is to live.</param>
    public static nn.Module<Tensor, Tensor> Read(TrialReference trained, Recorder to, Device device)
    {
        using var scope = NewDisposeScope();
        using Stream description = to.OpenArtefact(trained, Description);
        TrainedNetwork trial = JsonSerializer.Deserialize<TrainedNetwork>(description, StudyJson.Compact)!;
        Dataset data = trial.TrainingImages(to.Environment);
        nn.Module<Tensor, Tensor> network = trial.Create(data.Shape, data.ClassNames.Count, device);
        using var reader = new BinaryReader(to.OpenArtefact(trained, Weights));
        using var noGradient = no_grad();
        foreach (Tensor tensor in TensorsOf(network))
        {
            tensor.copy_(Tensor.Load(reader));
            tensor.DetachFromDisposeScope();
        }

        network.eval();
        return network;
    }

    private static IEnumerable<Tensor> TensorsOf(nn.Module<Tensor, Tensor> network)
    {
        foreach ((_, Parameter parameter) in network.named_parameters())
            yield return parameter;
        foreach ((_, Tensor buffer) in network.named_buffers())
            yield return buffer;
    }
}
