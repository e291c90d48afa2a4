namespace Overtone.Fuzz.Mutation;

/// <summary>What an input is made of.</summary>
internal enum Structure
{
    Bytes,
    Zip,
    Json,
    Gzip,
    Protobuf,
}
